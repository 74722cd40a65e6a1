namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>One thing that is wrong with a configuration.</summary>
/// <param name="Place">Where: a configuration key, or file, line and field.</param>
/// <param name="Message">What is wrong, what is allowed, and how to fix it.</param>
public sealed record ConfigError(string Place, string Message)
{
    /// <summary>The error as one line: what a file brings never moves a terminal's cursor.</summary>
    public override string ToString() =>
        string.Concat($"{Place}: {Message}".Select(letter => char.IsControl(letter) ? $"\\u{(int)letter:x4}" : letter.ToString()));
}
