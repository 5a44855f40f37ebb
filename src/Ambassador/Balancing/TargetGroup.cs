using Ambassador.Targets;

namespace Ambassador.Balancing;

/// <summary>Targets of the same standing, and who picks among them. Immutable but for what the picker keeps.</summary>
/// <param name="targets">The targets.</param>
/// <param name="picker">Who picks.</param>
/// <param name="isPanic">Whether they are used whether available or not.</param>
/// <param name="random">Numbers from 0 to below 1.</param>
internal sealed class TargetGroup(Target[] targets, TargetPicker picker, bool isPanic, Func<double> random)
{
    private const int Redraws = 8;

    /// <summary>Picks a target that will do; null if there is none.</summary>
    public Target? Pick(in PickContext context)
    {
        var target = PickAny(context);
        return WillDo(target, context) ? target : PickAgain(context);
    }

    /// <summary>Picks a target, whether it will do or not.</summary>
    public Target PickAny(in PickContext context) => picker.Pick(context);

    private bool WillDo(Target target, in PickContext context) => (isPanic || target.IsAvailable) && !context.IsTried(target);

    private Target? PickAgain(PickContext context)
    {
        while (context.Redraw < Redraws)
        {
            context = context.Again();
            var target = PickAny(context);
            if (WillDo(target, context))
                return target;
        }

        // Few are left, if any. From a place of the key's own on, lest they all go to the first.
        var start = (int)(HashKeys.ToShare(HashKeys.For(context.Hash, random)) * targets.Length);
        for (var i = 0; i < targets.Length; i++)
        {
            var target = targets[(start + i) % targets.Length];
            if (WillDo(target, context))
                return target;
        }

        return null;
    }
}
