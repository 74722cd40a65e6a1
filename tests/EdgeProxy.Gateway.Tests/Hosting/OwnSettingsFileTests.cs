using EdgeProxy.Conformance;
using EdgeProxy.Gateway.Tests.Support;

namespace EdgeProxy.Gateway.Tests.Hosting;

/// <summary>A settings file of one's own in the folder where the gateway starts takes the place of the shipped one.</summary>
public sealed class OwnSettingsFileTests : IAsyncLifetime
{
    private readonly RecordingBackend _backend = new("one", "mine");
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _backend.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task NeedSayNothingAboutLogsToKeepRequestsOutOfThem()
    {
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "appsettings.json"),
            $$"""
            { "ReverseProxy": {
                "Routes": { "all": { "ClusterId": "mine", "Match": { "Prefix": "/mine" } } },
                "Clusters": { "mine": { "Destinations": { "one": { "Address": "http://127.0.0.1:{{_backend.Port}}" } } } } } }
            """,
            TestContext.Current.CancellationToken);
        await using var gateway = new GatewayProcess { Folder = _folder };
        await gateway.StartAsync();
        using var client = new HttpClient { BaseAddress = gateway.Address };
        Assert.Equal("mine", await client.GetStringAsync("/mine", TestContext.Current.CancellationToken));
        Assert.Equal(0, await gateway.TerminateAsync());
        Assert.DoesNotContain("Request starting", gateway.Output, StringComparison.Ordinal);
    }
}
