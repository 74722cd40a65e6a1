using EdgeProxy.Gateway.AccessLog;
using EdgeProxy.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeProxy.Gateway.Tests.AccessLog;

public sealed class AccessLogSinkTests
{
    [Fact]
    public async Task ASlowFileNeverHoldsAWriterAndWhatIsDroppedIsCounted()
    {
        using var gate = new SemaphoreSlim(0);
        await using var file = new SlowStream(gate);
        var sink = new AccessLogSink("slow", () => file, TimeProvider.System, NullLogger.Instance);
        var line = new byte[64 * 1024];
        for (var i = 0; i < 400; i++)
            sink.Write(line);
        Assert.InRange(sink.Dropped, 400 - 130, 400);
        gate.Release(1000);
        await sink.DisposeAsync();
        Assert.Equal(400, sink.Dropped + (file.Written / line.Length));
    }

    [Fact]
    public async Task EverythingIsWrittenAtTheEnd()
    {
        await using var file = new MemoryStream();
        var sink = new AccessLogSink("memory", () => file, TimeProvider.System, NullLogger.Instance);
        for (var i = 0; i < 1000; i++)
            sink.Write("0123456789"u8);
        await sink.DisposeAsync();
        Assert.Equal(10_000, file.ToArray().Length);
    }

    [Fact]
    public async Task AFileThatCanBeWrittenAgainIsWrittenAgainAndWhatWasLostIsCounted()
    {
        await using var file = new MemoryStream();
        var opened = 0;
        var sink = new AccessLogSink("full", () => opened++ == 0 ? new FullStream() : file, TimeProvider.System, NullLogger.Instance);
        sink.Write("0123456789"u8);
        sink.Write("0123456789"u8);
        await Eventually.HoldsAsync("lost lines", () => sink.Dropped == 2);
        sink.Write("abc"u8);
        await sink.DisposeAsync();
        Assert.Equal("abc"u8.ToArray(), file.ToArray());
        Assert.Equal(2, sink.Dropped);
    }

    private sealed class FullStream : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new IOException("No space left on device");
    }

    private sealed class SlowStream(SemaphoreSlim gate) : MemoryStream
    {
        public long Written { get; private set; }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await gate.WaitAsync(cancellationToken);
            Written += buffer.Length;
        }
    }
}
