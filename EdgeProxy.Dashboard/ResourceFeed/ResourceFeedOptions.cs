namespace EdgeProxy.Dashboard.ResourceFeed;

/// <summary>Section <c>Dashboard:ResourceFeed</c>: who may feed resources.</summary>
internal sealed class ResourceFeedOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Dashboard:ResourceFeed";

    /// <summary>The key that the engine sends in x-resource-feed-key. Empty (default): nobody feeds, the program is an OTLP viewer alone.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Console lines kept for each replica, 100 to 1,000,000. Default 10,000, as in Aspire.</summary>
    public int MaxConsoleLines { get; set; } = 10_000;
}
