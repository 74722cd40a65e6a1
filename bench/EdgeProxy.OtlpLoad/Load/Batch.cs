using System.Buffers.Binary;

namespace EdgeProxy.OtlpLoad.Load;

/// <summary>A request that is written once and sent many times with other ids and times each, so that sending costs little beside receiving.</summary>
/// <param name="bytes">The request, with an own id in each place that wants one.</param>
/// <param name="count">How many spans, log records or points it has.</param>
/// <param name="traceIds">Where trace ids stand, by trace.</param>
/// <param name="spanIds">Where span ids stand, by span.</param>
/// <param name="times">Where times stand, with nanoseconds to add to now.</param>
internal sealed class Batch(
    byte[] bytes, int count, IReadOnlyList<int[]> traceIds, IReadOnlyList<int[]> spanIds, IReadOnlyList<(int Position, ulong Offset)> times)
{
    private readonly Random _random = new();

    public int Count => count;

    /// <summary>The request with new ids and the time of now. Valid until the next call.</summary>
    public byte[] Renew()
    {
        Span<byte> id = stackalloc byte[16];
        foreach (var places in traceIds)
        {
            _random.NextBytes(id);
            foreach (var place in places)
                id.CopyTo(bytes.AsSpan(place));
        }

        foreach (var places in spanIds)
        {
            _random.NextBytes(id[..8]);
            foreach (var place in places)
                id[..8].CopyTo(bytes.AsSpan(place));
        }

        var now = (ulong)(TimeProvider.System.GetUtcNow().UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) * 100;
        foreach (var (position, offset) in times)
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(position), now + offset);
        return bytes;
    }
}
