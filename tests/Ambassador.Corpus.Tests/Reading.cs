using System.Security.Cryptography;
using System.Text;

namespace Ambassador.Corpus.Tests;

/// <summary>
/// A sample of what a rule says of the corpus, as somebody has read it. Its file, <c>Readings/AMBnnnn.txt</c>, has a line for each finding that begins with
/// <c>right</c>, <c>wrong</c> or <c>unread</c>; indented lines below say why. <c>AMBASSADOR_ACCEPT=1</c> writes the file: what is still in the sample keeps what
/// was made of it, and what is new is unread.
/// </summary>
internal sealed class Reading
{
    private const int Most = 50;

    private static readonly string[] s_verdicts = ["right", "wrong", "unread"];

    private readonly string _text;
    private readonly List<string> _verdicts = [];

    private Reading(string rule, IReadOnlyDictionary<string, (string Verdict, string Reason)> known, IEnumerable<string> sample)
    {
        Rule = rule;
        var text = new StringBuilder();
        foreach (var finding in sample)
        {
            var (verdict, reason) = known.GetValueOrDefault(finding, ("unread", ""));
            _verdicts.Add(verdict);
            text.Append(verdict).Append(' ').Append(finding).Append('\n').Append(reason);
        }

        _text = text.ToString();
    }

    public string Rule { get; }

    /// <summary>How many findings it has.</summary>
    public int Size => _verdicts.Count;

    /// <summary>How many findings of the sample somebody has judged.</summary>
    public int Read => _verdicts.Count(verdict => verdict != "unread");

    /// <summary>How many of those are false alarms.</summary>
    public int Wrong => _verdicts.Count(verdict => verdict == "wrong");

    private static string Folder => Path.Combine(BuildFacts.ProjectFolder, "Readings");

    private string Place => Path.Combine(Folder, Rule + ".txt");

    /// <summary>The sample of a rule's findings, with what has been made of those in it that have been read.</summary>
    public static Reading Of(string rule, IEnumerable<Finding> findings)
    {
        var file = Path.Combine(Folder, rule + ".txt");
        var known = File.Exists(file) ? Parse(File.ReadAllLines(file)) : [];
        return new(rule, known, Sample(findings.Select(finding => $"{finding.Package}: {finding.Message.ReplaceLineEndings(" ")}")));
    }

    /// <summary>Whether the file is what it should be: the sample of this run.</summary>
    public void Compare()
    {
        if (Environment.GetEnvironmentVariable("AMBASSADOR_ACCEPT") == "1")
            Accept();

        Assert.Equal(_text, File.Exists(Place) ? File.ReadAllText(Place).ReplaceLineEndings("\n") : "");
    }

    private void Accept()
    {
        Directory.CreateDirectory(Folder);
        if (_text.Length == 0)
            File.Delete(Place);
        else
            File.WriteAllText(Place, _text);
    }

    // Those whose hashes are least: spread evenly, the same in each run, and hardly others when a rule says a little more or less.
    private static IEnumerable<string> Sample(IEnumerable<string> findings) => findings
        .Distinct(StringComparer.Ordinal)
        .OrderBy(finding => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(finding))), StringComparer.Ordinal)
        .Take(Most)
        .Order(StringComparer.Ordinal);

    private static Dictionary<string, (string Verdict, string Reason)> Parse(IEnumerable<string> lines)
    {
        var known = new Dictionary<string, (string Verdict, string Reason)>(StringComparer.Ordinal);
        var last = "";
        foreach (var line in lines)
        {
            if (line.StartsWith(' '))
            {
                known[last] = (known[last].Verdict, known[last].Reason + line + "\n");
                continue;
            }

            var space = line.IndexOf(' ', StringComparison.Ordinal);
            Assert.Contains(line[..Math.Max(space, 0)], s_verdicts);
            last = line[(space + 1)..];
            known.Add(last, (line[..space], ""));
        }

        return known;
    }
}
