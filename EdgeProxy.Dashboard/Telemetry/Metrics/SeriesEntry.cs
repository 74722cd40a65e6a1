using EdgeProxy.Dashboard.Telemetry.Resources;

namespace EdgeProxy.Dashboard.Telemetry.Metrics;

/// <summary>A stored series: a queue of points. Read and changed under the store's lock alone.</summary>
internal sealed class SeriesEntry(InstrumentEntry instrument, UInt128 hash, Origin origin, AttributeList attributes, long attributeBytes)
{
    /// <summary>What a series takes beside its attributes and points.</summary>
    private const int Overhead = 400;

    private PointRecord[] _points = new PointRecord[4];
    private int _first;

    public InstrumentEntry Instrument { get; } = instrument;

    public UInt128 Hash { get; } = hash;

    public Origin Origin { get; } = origin;

    public AttributeList Attributes { get; } = attributes;

    public int Count { get; private set; }

    /// <summary>It is not stored any more: places in the order of leaving that name it mean nothing.</summary>
    public bool Removed { get; set; }

    /// <summary>What it takes, about: the attributes decoded are three times their bytes.</summary>
    public long Bytes => Overhead + (3 * attributeBytes) + ((long)_points.Length * PointRecord.Size);

    public ReadOnlySpan<PointRecord> Points => _points.AsSpan(_first, Count);

    public void Add(in PointRecord point)
    {
        if (_first + Count == _points.Length)
        {
            // Half of it free at the front: move; otherwise grow.
            var target = _first > Count ? _points : new PointRecord[_points.Length * 2];
            Points.CopyTo(target);
            (_points, _first) = (target, 0);
        }

        _points[_first + Count++] = point;
    }

    public PointRecord RemoveFirst()
    {
        Count--;
        return _points[_first++];
    }
}
