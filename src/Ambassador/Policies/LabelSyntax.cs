namespace Ambassador;

/// <summary>Labels as settings write them: <c>version=v2,stage=prod</c>. The generator's project compiles this file too.</summary>
internal static class LabelSyntax
{
    /// <summary>What such a text is, as messages show it.</summary>
    public const string Form = "labels as in 'version=v2,stage=prod'";

    /// <summary>The labels; null where the text is none. Those of a blank one are none at all.</summary>
    public static Dictionary<string, string>? Parse(string text)
    {
        var labels = new Dictionary<string, string>();
        foreach (var part in text.Split(','))
        {
            var label = part.Trim();
            if (label.Length == 0)
                continue;

            var equals = label.IndexOf('=');
            if (equals < 0 || label.Substring(0, equals).TrimEnd() is not { Length: > 0 } name || labels.ContainsKey(name))
                return null;

            labels.Add(name, label.Substring(equals + 1).TrimStart());
        }

        return labels;
    }
}
