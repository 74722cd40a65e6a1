using System.Collections.Immutable;
using EdgeProxy.Dashboard.ResourceFeed.Contract;

namespace EdgeProxy.Dashboard.ResourceFeed;

/// <summary>The resources at one moment.</summary>
internal sealed record ResourceStoreSnapshot
{
    /// <summary>Before any engine spoke.</summary>
    public static readonly ResourceStoreSnapshot Empty = new();

    /// <summary>The application's name; null before any engine spoke.</summary>
    public string? Application { get; init; }

    /// <summary>Which run of the engine told it.</summary>
    public string? RunId { get; init; }

    /// <summary>The engine is there: commands reach it, and states are now's.</summary>
    public bool IsConnected { get; init; }

    /// <summary>By name, in the order of names.</summary>
    public ImmutableSortedDictionary<string, ResourceSnapshot> Resources { get; init; } =
        ImmutableSortedDictionary<string, ResourceSnapshot>.Empty.WithComparers(StringComparer.Ordinal);
}
