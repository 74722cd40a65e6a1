using System.Globalization;
using System.Net;
using EdgeProxy.Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace EdgeProxy.Gateway.Tests.Forwarding;

/// <summary>Bodies pass without being held: 512 MiB each way, or as many GiB as <c>EDGE_BODY_GIB</c> says, in a small process.</summary>
public sealed class LargeBodyTests
{
    private const double MostMemory = 150;
    private static readonly byte[] Block = new byte[64 * 1024];

    [Fact]
    public async Task TheProcessStaysSmall()
    {
        var bytes = Environment.GetEnvironmentVariable("EDGE_BODY_GIB") is { } gib
            ? long.Parse(gib, CultureInfo.InvariantCulture) << 30
            : 512L << 20;
        await using var backend = await KestrelBackend.StartAsync(HttpProtocols.Http1, context => AnswerAsync(context, bytes));
        await using var gateway = new GatewayProcess([.. TestSettings.BothOn(backend.Port), "ReverseProxy:Routes:ping:Timeout=off"]);
        await gateway.StartAsync();
        using var client = new HttpClient { BaseAddress = gateway.Address, Timeout = Timeout.InfiniteTimeSpan };
        await using (var download = await client.GetStreamAsync("/ping", TestContext.Current.CancellationToken))
            Assert.Equal(bytes, await CountAsync(download));
        using var content = new Zeros(bytes);
        using var upload = await client.PostAsync("/ping", content, TestContext.Current.CancellationToken);
        Assert.Equal($"{bytes}", await upload.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        TestContext.Current.TestOutputHelper?.WriteLine($"{bytes >> 20} MiB each way, {gateway.PeakMemory():F0} MiB of memory at most");
        Assert.InRange(gateway.PeakMemory(), 1, MostMemory);
    }

    private static async Task AnswerAsync(HttpContext context, long bytes)
    {
        context.Features.Get<IHttpMaxRequestBodySizeFeature>()!.MaxRequestBodySize = null;
        if (HttpMethods.IsPost(context.Request.Method))
        {
            var read = await CountAsync(context.Request.Body);
            await context.Response.WriteAsync($"{read}");
            return;
        }

        context.Response.ContentLength = bytes;
        for (var left = bytes; left > 0; left -= Block.Length)
            await context.Response.Body.WriteAsync(Block, context.RequestAborted);
    }

    private static async Task<long> CountAsync(Stream stream)
    {
        var buffer = new byte[Block.Length];
        var total = 0L;
        while (await stream.ReadAsync(buffer) is > 0 and var count)
            total += count;
        return total;
    }

    private sealed class Zeros(long bytes) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            for (var left = bytes; left > 0; left -= Block.Length)
                await stream.WriteAsync(Block);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = bytes;
            return true;
        }
    }
}
