using System.Diagnostics;
using EdgeProxy.Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace EdgeProxy.Gateway.Tests.Forwarding;

/// <summary>The shipped route timeout, for real: it is 15 s from the end of the request to the end of the response.</summary>
public sealed class DefaultTimeoutTests
{
    [Fact]
    public async Task CutsALongerResponse()
    {
        await using var backend = await KestrelBackend.StartAsync(HttpProtocols.Http1, async context =>
        {
            while (true)
            {
                await context.Response.WriteAsync("still here\n", context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                await Task.Delay(500, context.RequestAborted);
            }
        });
        await using var gateway = await TestGateway.StartAsync(TestSettings.BothOn(backend.Port));
        var watch = Stopwatch.StartNew();
        using var response = await gateway.Client.GetAsync("/ping", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode);
        await using var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        await Assert.ThrowsAnyAsync<IOException>(() => body.CopyToAsync(Stream.Null, TestContext.Current.CancellationToken));
        Assert.InRange(watch.Elapsed.TotalSeconds, 14.5, 18);
        Assert.Equal(1, await gateway.StatAsync("cluster.ping-cluster.upstream_rq_timeout"));
    }
}
