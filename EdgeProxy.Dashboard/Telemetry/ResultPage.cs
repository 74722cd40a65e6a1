namespace EdgeProxy.Dashboard.Telemetry;

/// <summary>A part of a longer result.</summary>
/// <typeparam name="T">What it lists.</typeparam>
/// <param name="Items">The items from the asked offset on.</param>
/// <param name="TotalCount">How many match in all.</param>
/// <param name="StoredCount">How many are stored, matching or not.</param>
/// <param name="EvictedCount">How many left the store because a limit was reached, since the start.</param>
public sealed record ResultPage<T>(IReadOnlyList<T> Items, int TotalCount, int StoredCount, long EvictedCount);
