using EdgeProxy.Gateway.Tests.Support;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace EdgeProxy.Gateway.Tests.Forwarding;

public sealed class StreamingTests
{
    [Fact]
    public async Task TheHeadersArriveWhileTheBodyIsStillWaitedFor()
    {
        var release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var backend = await KestrelBackend.StartAsync(HttpProtocols.Http1, async context =>
        {
            await context.Response.Body.FlushAsync();
            await release.Task.WaitAsync(context.RequestAborted);
            await context.Response.Body.WriteAsync("late"u8.ToArray());
        });
        await using var gateway = await TestGateway.StartAsync(TestSettings.BothOn(backend.Port));
        using var response = await gateway.Client.GetAsync("/ping", HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.False(release.Task.IsCompleted);
        release.SetResult();
        Assert.Equal("late", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
