using System.Collections.Concurrent;
using EdgeProxy.Conformance;
using EdgeProxy.Gateway.Configuration;
using EdgeProxy.Gateway.Tests.Support;
using EdgeProxy.TestKit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeProxy.Gateway.Tests.Configuration;

public sealed class ReloadTests : IAsyncLifetime
{
    private readonly RecordingBackend _a = new("a", "from a");
    private readonly RecordingBackend _b = new("b", "from b");
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    private string File => Path.Combine(_folder, "edge.json");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _a.DisposeAsync();
        await _b.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task AChangedFileIsApplied()
    {
        await using var gateway = await StartAsync(Config(_a.Port));
        Assert.Equal("from a", await gateway.Client.GetStringAsync("/ping", TestContext.Current.CancellationToken));
        await WriteAsync(Config(_b.Port));
        await Eventually.HoldsAsync(
            "answers from b", async () => await gateway.Client.GetStringAsync("/ping", TestContext.Current.CancellationToken) == "from b");
    }

    [Theory]
    [InlineData("""{ "ReverseProxy": { "Routes": { "ping": { "ClusterId": "nowhere" } } } }""")]
    [InlineData("""{ "ReverseProxy": { """)]
    public async Task AWrongFileIsRefusedAndTheOldOneStays(string wrong)
    {
        await using var gateway = await StartAsync(Config(_a.Port));
        await WriteAsync(wrong);
        var reloads = gateway.Services.GetRequiredService<ReloadService>();
        await Eventually.HoldsAsync("a refusal", () => reloads.Refused > 0);
        Assert.Equal("from a", await gateway.Client.GetStringAsync("/ping", TestContext.Current.CancellationToken));
        await WriteAsync(Config(_b.Port));
        await Eventually.HoldsAsync(
            "answers from b", async () => await gateway.Client.GetStringAsync("/ping", TestContext.Current.CancellationToken) == "from b");
    }

    [Fact]
    public async Task NoRequestIsLost()
    {
        await using var gateway = await StartAsync(Config(_a.Port));
        using var stop = new CancellationTokenSource();
        var failures = new ConcurrentBag<string>();
        var clients = Enumerable.Range(0, 8).Select(_ => LoadAsync(gateway, failures, stop.Token)).ToArray();
        var reloads = gateway.Services.GetRequiredService<ReloadService>();
        for (var round = 0; round < 10; round++)
        {
            await WriteAsync(Config(round % 2 == 0 ? _b.Port : _a.Port));
            await Eventually.HoldsAsync($"reload {round}", () => reloads.Applied > round);
        }

        await stop.CancelAsync();
        await Task.WhenAll(clients);
        Assert.Empty(failures);
        Assert.True(_a.All.Count > 10 && _b.All.Count > 10);
    }

    private static async Task LoadAsync(TestGateway gateway, ConcurrentBag<string> failures, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            using var response = await gateway.Client.GetAsync("/ping", TestContext.Current.CancellationToken);
            if (!response.IsSuccessStatusCode)
                failures.Add($"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
        }
    }

    private async Task<TestGateway> StartAsync(string config)
    {
        await WriteAsync(config);
        return await TestGateway.StartAsync(builder => builder.Configuration.AddJsonFile(
            source =>
            {
                source.Path = "edge.json";
                source.FileProvider = new Microsoft.Extensions.FileProviders.PhysicalFileProvider(_folder) { UsePollingFileWatcher = false };
                source.ReloadOnChange = true;
                source.ReloadDelay = 20;
            }));
    }

    /// <summary>Whole or not at all: half a file is not what is tested here.</summary>
    private async Task WriteAsync(string config)
    {
        await System.IO.File.WriteAllTextAsync(File + ".new", config, TestContext.Current.CancellationToken);
        System.IO.File.Move(File + ".new", File, overwrite: true);
    }

    private static string Config(int port) => $$"""
        { "ReverseProxy": { "Clusters": {
          "ping-cluster": { "Destinations": { "ping-svc": { "Address": "http://127.0.0.1:{{port}}" } } },
          "pong-cluster": { "Destinations": { "pong-svc": { "Address": "http://127.0.0.1:{{port}}" } } } } } }
        """;
}
