using System.Collections;

namespace EdgeProxy.Dashboard.Telemetry;

/// <summary>The attributes of something, in the order in which they came.</summary>
/// <param name="items">The attributes.</param>
/// <param name="droppedCount">How many the sender or a limit here left out.</param>
public sealed class AttributeList(IReadOnlyList<TelemetryAttribute> items, long droppedCount = 0) : IReadOnlyList<TelemetryAttribute>
{
    /// <summary>No attributes.</summary>
    public static AttributeList Empty { get; } = new([]);

    /// <summary>How many attributes the sender or a limit here left out.</summary>
    public long DroppedCount { get; } = droppedCount;

    /// <inheritdoc/>
    public int Count => items.Count;

    /// <inheritdoc/>
    public TelemetryAttribute this[int index] => items[index];

    /// <summary>The text of the first attribute named <paramref name="key"/>, or null.</summary>
    /// <param name="key">The key, compared exactly.</param>
    public string? Find(string key)
    {
        foreach (var item in items)
        {
            if (item.Key == key)
                return item.Text;
        }

        return null;
    }

    /// <inheritdoc/>
    public IEnumerator<TelemetryAttribute> GetEnumerator() => items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
