using System.Collections.Immutable;
using EdgeProxy.Dashboard.ResourceFeed.Contract;

namespace EdgeProxy.Dashboard.ResourceFeed;

/// <summary>Lines of one replica at one moment.</summary>
/// <param name="Lines">Oldest first.</param>
/// <param name="Dropped">How many older ones left for want of room.</param>
internal sealed record ConsoleLogSnapshot(ImmutableArray<ConsoleLine> Lines, long Dropped)
{
    public static readonly ConsoleLogSnapshot Empty = new([], 0);
}
