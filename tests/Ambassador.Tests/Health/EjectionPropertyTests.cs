using System.Globalization;
using Ambassador.Health;
using Ambassador.Targets;
using CsCheck;

namespace Ambassador.Tests.Health;

/// <summary>Random outcomes, membership changes, checks and clock steps: what always holds, and that every step ends as it would in Envoy.</summary>
public class EjectionPropertyTests
{
    private const int Pool = 12;

    // What chance comes to is part of the rules drawn: the two sides ask for it in different places.
    private static readonly Gen<double> Chance = OneOf(0.0, 0.29, 0.5, 0.999);

    private static readonly Gen<int> Percent = OneOf(0, 30, 100, 100);

    private static readonly Gen<EjectionRules> Rules =
        from failures in Gen.Select(Gen.Int[0, 6], Gen.Int[0, 6], Gen.Bool, Percent, Percent)
        from rates in Gen.Select(OneOf(0.5, 1.0, 1.9), Gen.Int[0, 6], Gen.Int[0, 30], Percent, Percent)
        from percentages in Gen.Select(OneOf(30.0, 85.0, 100.0), Gen.Int[0, 6], Gen.Int[0, 30], Percent, Percent)
        from times in Gen.Select(Gen.Int[1, 50], Gen.Int[1, 80], Gen.Int[0, 300], Gen.Int[0, 20])
        from limits in Gen.Select(OneOf(0, 10, 34, 50, 70, 100), Gen.Bool, Gen.Bool)
        select new EjectionRules
        {
            ConsecutiveFailures = failures.Item1,
            ConsecutiveUnanswered = failures.Item2,
            SplitUnanswered = failures.Item3,
            EnforcingConsecutiveFailures = failures.Item4,
            EnforcingConsecutiveUnanswered = failures.Item5,
            SuccessRateStdevFactor = rates.Item1,
            SuccessRateMinimumTargets = rates.Item2,
            SuccessRateRequestVolume = rates.Item3,
            EnforcingSuccessRate = rates.Item4,
            EnforcingSuccessRateUnanswered = rates.Item5,
            FailurePercentageThreshold = percentages.Item1,
            FailurePercentageMinimumTargets = percentages.Item2,
            FailurePercentageRequestVolume = percentages.Item3,
            EnforcingFailurePercentage = percentages.Item4,
            EnforcingFailurePercentageUnanswered = percentages.Item5,
            Interval = TimeSpan.FromMilliseconds(times.Item1),
            BaseEjectionTime = TimeSpan.FromMilliseconds(times.Item2),
            MaxEjectionTime = TimeSpan.FromMilliseconds(times.Item2 + times.Item3),
            MaxEjectionTimeJitter = TimeSpan.FromMilliseconds(times.Item4),
            MaxEjectionPercent = limits.Item1,
            AlwaysEjectOne = limits.Item2,
            ReturnOnPassedCheck = limits.Item3,
        };

    // Mostly calls; now and then time passes, a target joins or leaves, a check is passed.
    private static readonly Gen<(int Kind, int Target, AttemptOutcome Outcome, int Amount)> Steps =
        Gen.Select(Gen.Int[0, 9], Gen.Int[0, Pool - 1], Gen.Enum<AttemptOutcome>(), Gen.Int[1, 40]);

    [Fact]
    public void Every_step_ends_as_in_Envoy_and_the_limits_hold()
    {
        var ejections = 0;
        Gen.Select(Rules, Chance, Gen.Int[1, Pool], Steps.Array[1, 120]).Sample((rules, chance, initial, steps) =>
        {
            using var bench = new EjectionBench(rules, Pool, () => chance);
            var model = new EnvoyModel(rules, () => chance);
            List<int> members = [.. Enumerable.Range(0, initial)];
            UpdateBoth();
            foreach (var (kind, target, outcome, amount) in steps)
            {
                var before = bench.Ejected;
                switch (kind)
                {
                    case 0 when members.Contains(target):
                        members.Remove(target);
                        UpdateBoth();
                        break;
                    case 0:
                        members.Insert(members.Count / 2, target);
                        UpdateBoth();
                        break;
                    case 1:
                        bench.Detector.Passed(bench[target]);
                        model.Passed(target);
                        break;
                    case 2 or 3:
                        // In one leap, whatever number of intervals that is.
                        bench.Time.Advance(TimeSpan.FromMilliseconds(amount * 3));
                        model.Advance(amount * 3);
                        break;
                    default:
                        bench.Load(target, amount, outcome);
                        for (var i = 0; i < amount; i++)
                            model.Put(target, outcome);
                        break;
                }

                Assert.Equal(model.Hosts.Where(host => host.IsEjected).Select(host => host.Id).Order(), EjectedIn(bench));

                // Membership may change what a number of targets is in percent; ejecting may not.
                if (bench.Ejected > before)
                    Assert.True(bench.Ejected <= Math.Max(rules.MaxEjectionPercent * members.Count / 100, rules.AlwaysEjectOne ? 1 : 0));
            }

            Assert.All(
                bench.Events.Where(each => each.Kind == EjectionEventKind.Ejected),
                each => Assert.InRange(each.Duration, rules.BaseEjectionTime, rules.MaxEjectionTime + rules.MaxEjectionTimeJitter));
            Interlocked.Add(ref ejections, bench.Events.Count(each => each.Kind == EjectionEventKind.Ejected));

            // Whatever has happened, all are back once nothing more happens: an interval ends and may eject, and with one more the longest ejection has ended.
            bench.Time.Advance(rules.MaxEjectionTime + rules.MaxEjectionTimeJitter + (2 * rules.Interval));
            Assert.Equal(0, bench.Ejected);

            void UpdateBoth()
            {
                bench.Detector.Update([.. members.Select(id => bench[id])]);
                model.Update(members);
            }
        }, iter: 3_000, print: Print);

        // It is about ejections, not about their absence.
        Assert.True(ejections > 3_000, $"{ejections} ejections");
    }

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static IEnumerable<int> EjectedIn(EjectionBench bench) => Enumerable.Range(0, Pool).Where(id => bench[id].IsEjected);

    private static string Print((EjectionRules Rules, double Chance, int Initial, (int, int, AttemptOutcome, int)[] Steps) script) =>
        string.Create(CultureInfo.InvariantCulture, $"{script.Rules} {script.Chance} {script.Initial}: {string.Join(' ', script.Steps)}");
}
