using System.Globalization;
using EdgeProxy.Conformance;
using EdgeProxy.Gateway.Hosting;
using EdgeProxy.Gateway.Tests.Support;
using EdgeProxy.TestKit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeProxy.Gateway.Tests.Hosting;

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

    /// <summary>A change every 200 ms, for 5 s or for as many as <c>EDGE_RELOAD_SECONDS</c> says.</summary>
    [Fact]
    public async Task NoRequestIsLost()
    {
        var seconds = int.Parse(Environment.GetEnvironmentVariable("EDGE_RELOAD_SECONDS") ?? "5", CultureInfo.InvariantCulture);
        await using var gateway = await StartAsync(Config(_a.Port));
        await using var load = new SteadyLoad(new Uri(gateway.Address, "/ping"));
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        for (var change = 0; change < seconds * 5; change++)
        {
            await ticks.WaitForNextTickAsync(TestContext.Current.CancellationToken);
            await WriteAsync(Config(change % 2 == 0 ? _b.Port : _a.Port));
        }

        Assert.Empty(await load.StopAsync());
        var applied = gateway.Services.GetRequiredService<ReloadService>().Applied;
        TestContext.Current.TestOutputHelper?.WriteLine($"{applied} reloads, {load.Http1} answers over HTTP/1.1, {load.Http2} over HTTP/2, none failed");
        // A change that comes while the one before is still being read is taken together with it.
        Assert.True(applied > seconds * 2, $"{applied} reloads");
        Assert.True(_a.All.Count > 10 && _b.All.Count > 10);
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
