using System.Globalization;

namespace EdgeProxy.Dashboard.Ingestion;

/// <summary>Counts what of a request is rejected, and why: the sender gets both (OTLP, "Partial Success").</summary>
internal sealed class Rejections
{
    private readonly SortedDictionary<string, long> _reasons = new(StringComparer.Ordinal);

    public long Count { get; private set; }

    /// <summary>Why, with counts; null when nothing was rejected.</summary>
    public string? Message => Count == 0
        ? null
        : string.Join(' ', _reasons.Select(reason => string.Create(CultureInfo.InvariantCulture, $"{reason.Value} rejected: {reason.Key}")));

    /// <param name="reason">A sentence: what was wrong and what is allowed.</param>
    /// <param name="count">How many.</param>
    public void Add(string reason, long count = 1)
    {
        Count += count;
        _reasons[reason] = _reasons.GetValueOrDefault(reason) + count;
    }
}
