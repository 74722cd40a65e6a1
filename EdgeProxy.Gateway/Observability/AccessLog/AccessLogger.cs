using System.Buffers;

namespace EdgeProxy.Gateway.Observability.AccessLog;

/// <summary>One access log: its format, where it goes, and which requests it has.</summary>
internal sealed class AccessLogger(AccessLogFormat format, AccessLogSink sink, AccessLogPredicate? filter = null)
{
    private const int UsualLine = 2048;
    private const int LongLine = 192 * 1024;

    public void Write(in RequestInfo info)
    {
        if (filter is not null && !filter(info))
            return;
        if (info.Target.Length < UsualLine / 4)
        {
            var line = new FormatBuffer(stackalloc byte[UsualLine]);
            format.Write(ref line, info);
            if (!line.IsCut)
            {
                sink.Write(line.Written);
                return;
            }
        }

        for (var size = LongLine; !TryWrite(info, size); size *= 4)
        {
            if (size < AccessLogSink.MaxCapacity)
                continue;
            sink.Drop();
            return;
        }
    }

    /// <summary>Half a line would take the next one with it: one that does not fit is not written.</summary>
    private bool TryWrite(in RequestInfo info, int size)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(size);
        var line = new FormatBuffer(buffer);
        format.Write(ref line, info);
        if (!line.IsCut)
            sink.Write(line.Written);
        ArrayPool<byte>.Shared.Return(buffer);
        return !line.IsCut;
    }
}
