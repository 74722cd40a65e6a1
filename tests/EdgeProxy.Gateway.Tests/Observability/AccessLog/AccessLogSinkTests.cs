using EdgeProxy.Gateway.Observability.AccessLog;
using EdgeProxy.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeProxy.Gateway.Tests.Observability.AccessLog;

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

    [Fact]
    public async Task AReopenedLogLosesNoLineAndWritesTheNextToTheNewFile()
    {
        var files = new List<MemoryStream>();
        var sink = new AccessLogSink("renamed", Open, TimeProvider.System, NullLogger.Instance);
        await Eventually.HoldsAsync("the first file", () => files.Count == 1);
        for (var reopened = 0; reopened < 20; reopened++)
        {
            for (var line = 0; line < 50; line++)
                sink.Write("0123456789"u8);
            sink.Reopen();
        }

        await Eventually.HoldsAsync("a new file", () => files.Count > 1);
        sink.Write("the last"u8);
        await sink.DisposeAsync();
        Assert.Equal((20 * 50 * 10) + "the last".Length, files.Sum(file => file.ToArray().Length));
        Assert.EndsWith("the last", System.Text.Encoding.ASCII.GetString(files[^1].ToArray()), StringComparison.Ordinal);
        Assert.Equal(0, sink.Dropped);

        MemoryStream Open()
        {
            files.Add(new MemoryStream());
            return files[^1];
        }
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
