using System.Net;
using EdgeProxy.Gateway.Tests.Support;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace EdgeProxy.Gateway.Tests.Forwarding;

public sealed class DownstreamBodyTests
{
    // Around what is held at the most, 64 KiB, and what the client library keeps of a connection, 4 KiB.
    public static MatrixTheoryData<int, int, bool, int> Bodies { get; } =
        new([0, 1, 4_096, 65_535, 65_536, 65_537, 300_000], [1_000, 65_536], [true, false], [1, 2]);

    [Theory]
    [InlineData(true, 1)]
    [InlineData(true, 2)]
    [InlineData(false, 1)]
    [InlineData(false, 2)]
    public async Task APartArrivesWhileTheRestIsStillWaitedFor(bool isLengthKnown, int version)
    {
        var token = TestContext.Current.CancellationToken;
        using var taken = new SemaphoreSlim(0);
        await using var backend = await KestrelBackend.StartAsync(HttpProtocols.Http1, async context =>
        {
            context.Response.ContentLength = isLengthKnown ? 3 : null;
            for (var part = 0; part < 3; part++)
            {
                await context.Response.Body.WriteAsync(new[] { (byte)('a' + part) });
                await taken.WaitAsync(context.RequestAborted);
            }
        });
        await using var gateway = await TestGateway.StartAsync(TestSettings.BothOn(backend.Port));
        using var request = Request("/ping", version);
        using var response = await gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token);
        await using var body = await response.Content.ReadAsStreamAsync(token);
        var read = new byte[8];
        foreach (var part in "abc")
        {
            Assert.Equal(1, await body.ReadAsync(read, token));
            Assert.Equal((byte)part, read[0]);
            taken.Release();
        }

        Assert.Equal(0, await body.ReadAsync(read, token));
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task ABodyArrivesAsItWasSent(int size, int part, bool isLengthKnown, int version)
    {
        var sent = new byte[size];
        new Random(size).NextBytes(sent);
        await using var backend = await KestrelBackend.StartAsync(HttpProtocols.Http1, async context =>
        {
            context.Response.ContentLength = isLengthKnown ? size : null;
            for (var at = 0; at < size; at += part)
                await context.Response.Body.WriteAsync(sent.AsMemory(at, Math.Min(part, size - at)));
        });
        await using var gateway = await TestGateway.StartAsync(TestSettings.BothOn(backend.Port));
        using var request = Request("/ping", version);
        using var response = await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(sent, await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    private static HttpRequestMessage Request(string path, int version) => new(HttpMethod.Get, path)
    {
        Version = version == 2 ? HttpVersion.Version20 : HttpVersion.Version11,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
    };
}
