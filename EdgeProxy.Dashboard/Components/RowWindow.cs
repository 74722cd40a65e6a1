namespace EdgeProxy.Dashboard.Components;

/// <summary>The rows of a long list that are drawn now.</summary>
/// <typeparam name="TItem">What a row shows.</typeparam>
/// <param name="First">The place of the first of them in the list.</param>
/// <param name="Items">The rows.</param>
public sealed record RowWindow<TItem>(int First, IReadOnlyList<TItem> Items)
{
    /// <summary>Enough for the first screen and what is ahead of it.</summary>
    public const int InitialCount = 120;
}
