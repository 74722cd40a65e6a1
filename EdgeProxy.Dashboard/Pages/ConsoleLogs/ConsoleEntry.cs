using EdgeProxy.Dashboard.ResourceFeed.Contract;

namespace EdgeProxy.Dashboard.Pages.ConsoleLogs;

/// <summary>A line of the page: what was written, and by which replica.</summary>
public sealed class ConsoleEntry
{
    internal string Resource { get; init; } = null!;

    internal string Title { get; init; } = null!;

    internal string Color { get; init; } = null!;

    internal ConsoleLine Line { get; init; } = null!;

    /// <summary>Names it on the page.</summary>
    public string Key => $"{Resource}:{Line.N}";
}
