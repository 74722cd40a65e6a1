using System.Net;
using EdgeProxy.Conformance;
using EdgeProxy.Gateway.Tests.Support;
using EdgeProxy.TestKit;

namespace EdgeProxy.Gateway.Tests.Hosting;

public sealed class DrainTests : IAsyncLifetime
{
    private readonly RecordingBackend _backend = new("one", "ping me ...");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    [Fact]
    public async Task StoppingFailsReadyButServesOnForTheDrainTime()
    {
        await using var gateway = await TestGateway.StartAsync([.. TestSettings.BothOn(_backend.Port), "Edge:Drain:Time=1s"]);
        var stopped = gateway.StopAsync();
        await Eventually.HoldsAsync("a failing probe", async () =>
        {
            using var ready = await gateway.AdminClient.GetAsync("/ready", TestContext.Current.CancellationToken);
            return ready.StatusCode == HttpStatusCode.ServiceUnavailable;
        });
        using var response = await gateway.Client.GetAsync("/ping", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.True(response.Headers.ConnectionClose);
        await stopped;
        await Assert.ThrowsAsync<HttpRequestException>(() => gateway.Client.GetAsync("/ping", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task WhatIsUnderWayIsFinished()
    {
        await using var gateway = await TestGateway.StartAsync(TestSettings.BothOn(_backend.Port));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/ping") { Headers = { { "x-backend", "delay=500" } } };
        var answer = gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync("the request upstream", () => _backend.All.Count == 1);
        await gateway.StopAsync();
        using var response = await answer;
        Assert.Equal("ping me ...", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
