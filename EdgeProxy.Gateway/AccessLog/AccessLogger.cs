using System.Buffers;
using EdgeProxy.Gateway.Forwarding;

namespace EdgeProxy.Gateway.AccessLog;

/// <summary>One access log: its format and where it goes.</summary>
internal sealed class AccessLogger(AccessLogFormat format, AccessLogSink sink, TimeProvider time)
{
    private const int UsualLine = 2048;
    private const int LongestLine = 192 * 1024;

    public void Write(ActiveStream stream)
    {
        var now = time.GetUtcNow().UtcDateTime;
        if (stream.Target.Length < UsualLine / 4)
        {
            var line = new LogLine(stackalloc byte[UsualLine]);
            format.Write(ref line, stream, now);
            if (!line.IsCut)
            {
                sink.Write(line.Written);
                return;
            }
        }

        var buffer = ArrayPool<byte>.Shared.Rent(LongestLine);
        var longLine = new LogLine(buffer);
        format.Write(ref longLine, stream, now);
        sink.Write(longLine.Written);
        ArrayPool<byte>.Shared.Return(buffer);
    }
}
