namespace EdgeProxy.EdgeBench;

/// <summary>The gateway with something changed, to see what that gives.</summary>
/// <param name="Label">Its name in the table.</param>
/// <param name="Program">Its program; null for the Release build.</param>
/// <param name="Environment">What is added to its environment.</param>
internal sealed record GatewayVariant(string Label, string? Program, IReadOnlyDictionary<string, string> Environment)
{
    private const string ProgramKey = "PROGRAM";

    public static GatewayVariant AsShipped { get; } = new("gateway", null, new Dictionary<string, string>());

    /// <summary>Reads <c>LABEL:NAME=VALUE,NAME=VALUE</c>.</summary>
    public static GatewayVariant Parse(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
            return AsShipped with { Label = text };
        var settings = text[(colon + 1)..].Split(',').Select(setting => setting.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[^1]);
        settings.Remove(ProgramKey, out var program);
        return new GatewayVariant(text[..colon], program, settings);
    }
}
