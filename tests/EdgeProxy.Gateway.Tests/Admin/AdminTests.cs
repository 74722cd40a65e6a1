using System.Net;
using EdgeProxy.Conformance;
using EdgeProxy.Gateway.Admin;
using EdgeProxy.Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeProxy.Gateway.Tests.Admin;

public sealed class AdminTests : IAsyncLifetime
{
    private readonly RecordingBackend _backend = new("one", "ping me ...");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    [Theory]
    [InlineData("Loopback", "GET", "/ready", 403)]
    [InlineData("Probes", "GET", "/ready", 200)]
    [InlineData("Probes", "GET", "/stats", 403)]
    [InlineData("Probes", "POST", "/healthcheck/fail", 403)]
    [InlineData("ReadOnly", "GET", "/stats", 200)]
    [InlineData("ReadOnly", "POST", "/healthcheck/fail", 403)]
    [InlineData("All", "POST", "/healthcheck/fail", 200)]
    public async Task OthersThanLoopbackMayAskWhatTheSettingOpens(string access, string method, string path, int status)
    {
        await using var gateway = await TestGateway.StartAsync([.. TestSettings.BothOn(_backend.Port), $"Edge:Admin:Access={access}"]);
        var context = new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse("10.1.2.3") } };
        (context.Request.Method, context.Request.Path) = (method, path);
        await gateway.Services.GetRequiredService<AdminEndpoints>().RunAsync(context);
        Assert.Equal(status, context.Response.StatusCode);
    }

    [Fact]
    public async Task APageOfAnotherSiteMayChangeNothing()
    {
        await using var gateway = await TestGateway.StartAsync(TestSettings.BothOn(_backend.Port));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/quitquitquit") { Headers = { { "Origin", "https://evil.example" } } };
        using var response = await gateway.AdminClient.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    [Fact]
    public async Task TheCountersAddUpWithWhatAClientCounted()
    {
        await using var gateway = await TestGateway.StartAsync(TestSettings.BothOn(_backend.Port));
        var clients = Enumerable.Range(0, 16).Select(async _ =>
        {
            for (var i = 0; i < 50; i++)
                (await gateway.Client.GetAsync("/ping", TestContext.Current.CancellationToken)).Dispose();
        });
        await Task.WhenAll(clients);
        Assert.Equal(800, await gateway.StatAsync("cluster.ping-cluster.upstream_rq_total"));
        Assert.Equal(800, await gateway.StatAsync("cluster.ping-cluster.upstream_rq_2xx"));
        Assert.Equal(800, await gateway.StatAsync("http.ingress_http.downstream_rq_2xx"));
        Assert.Equal(0, await gateway.StatAsync("cluster.ping-cluster.upstream_rq_active"));
        Assert.Contains($"ping-cluster::127.0.0.1:{_backend.Port}::rq_success::800\n", await gateway.GetAdminAsync("/clusters"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ALevelSetHereIsTheLevelOfTheLogs()
    {
        await using var gateway = await TestGateway.StartAsync(TestSettings.BothOn(_backend.Port));
        using var response = await gateway.AdminClient.PostAsync("/logging?EdgeProxy=debug", null, TestContext.Current.CancellationToken);
        Assert.Contains("EdgeProxy: debug", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal("Debug", gateway.Services.GetRequiredService<IConfiguration>()["Logging:LogLevel:EdgeProxy"]);
    }

    [Fact]
    public async Task TheHomePageListsTheCommands()
    {
        await using var gateway = await TestGateway.StartAsync(TestSettings.BothOn(_backend.Port));
        var page = await gateway.GetAdminAsync("/");
        Assert.Contains("<a href=\"/clusters\">", page, StringComparison.Ordinal);
        Assert.Contains("action=\"/healthcheck/fail\"", page, StringComparison.Ordinal);
    }
}
