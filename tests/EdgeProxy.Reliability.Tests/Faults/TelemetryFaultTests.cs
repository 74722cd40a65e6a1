using System.Net;
using System.Net.Sockets;
using EdgeProxy.Reliability.Tests.Support;

namespace EdgeProxy.Reliability.Tests.Faults;

/// <summary>An OTLP receiver that refuses or never answers is no client's business.</summary>
public sealed class TelemetryFaultTests : IAsyncLifetime
{
    private Replica _replica = null!;

    public async ValueTask InitializeAsync() => _replica = await Replica.StartAsync();

    public ValueTask DisposeAsync() => _replica.DisposeAsync();

    [Theory]
    [InlineData("the OTLP receiver is closed", false)]
    [InlineData("the OTLP receiver accepts and never answers", true)]
    public async Task NoRequestFails(string fault, bool accepts)
    {
        using var receiver = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        receiver.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        if (accepts)
            receiver.Listen();
        var port = ((IPEndPoint)receiver.LocalEndPoint!).Port;
        await using var edge = await EdgeProcess.StartAsync(
            [_replica.Port], $"OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:{port}", "OTEL_BSP_SCHEDULE_DELAY=200", "OTEL_EXPORTER_OTLP_TIMEOUT=500");
        await using var load = Traffic.To(edge.Address);
        await load.HasServedAsync(5_000);
        var before = edge.Process.Usage();
        await load.HasServedAsync(20_000);
        var after = edge.Process.Usage();

        Figures.Report($"{fault}: {before.MemoryMegabytes:0} -> {after.MemoryMegabytes:0} MB, {before.Handles} -> {after.Handles} handles");
        Assert.InRange(after.Memory, 0, before.Memory + (128 * 1024 * 1024));
        Assert.InRange(after.Handles, 0, before.Handles + 50);
        await load.AssertServedAsync(fault);
    }
}
