using EdgeProxy.Conformance;
using EdgeProxy.Gateway.Tests.Support;
using EdgeProxy.TestKit;
using Microsoft.Extensions.Configuration;

namespace EdgeProxy.Gateway.Tests.Hosting;

/// <summary>A settings file that changes while the gateway starts.</summary>
public sealed class ChangeDuringStartTests : IAsyncLifetime
{
    private readonly RecordingBackend _backend = new("one", "ping me ...");
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public static TheoryData<StartPoint> StartPoints() => [.. Enum.GetValues<StartPoint>()];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _backend.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [MemberData(nameof(StartPoints))]
    public async Task SettingsFile_ChangedAtAnyPointOfTheStart_IsApplied(StartPoint when)
    {
        const string Key = "ReverseProxy:Clusters:ping-cluster:Destinations:ping-svc:Address";
        var address = $"http://127.0.0.1:{_backend.Port}";
        await WriteAsync("edge.json", Cluster("http://127.0.0.1:1"));
        await using var gateway = await TestGateway.StartAsync(
            builder => builder.Configuration.AddJsonFile(source =>
            {
                source.Path = Path.Combine(_folder, "edge.json");
                source.ReloadOnChange = true;
                source.ReloadDelay = 10;
                source.ResolveFileProvider();
            }),
            async (point, configuration) =>
            {
                if (point != when)
                    return;
                await WriteAsync("edge.json", Cluster(address));
                await Eventually.HoldsAsync("the changed file", () => configuration[Key] == address);
            });
        await AnswersAsync(gateway.Client);
    }

    [Theory]
    [MemberData(nameof(StartPoints))]
    public async Task ReplicasFile_ChangedAtAnyPointOfTheStart_IsApplied(StartPoint when)
    {
        await WriteAsync("replicas.json", TestSettings.Replicas());
        await using var gateway = await TestGateway.StartAsync(
            builder => Upstream.ReplicasFileTests.AddTo(builder.Configuration, Path.Combine(_folder, "replicas.json")),
            async (point, configuration) =>
            {
                if (point != when)
                    return;
                var address = $"http://127.0.0.1:{_backend.Port}";
                await WriteAsync("replicas.json", TestSettings.Replicas(_backend.Port));
                await Eventually.HoldsAsync("the changed file", () => configuration["services:ping-svc:http:0"] == address);
            });
        await AnswersAsync(gateway.Client);
    }

    /// <summary>The process, with a change every few milliseconds until it is ready: the last one is what is served.</summary>
    [Fact]
    public async Task ReplicasFile_ChangedThroughoutTheStartOfTheProcess_EndsWithItsLastContent()
    {
        var file = Path.Combine(_folder, "replicas.json");
        await WriteAsync("replicas.json", TestSettings.Replicas());
        await using var gateway = new GatewayProcess(new() { ["EDGEPROXY_REPLICAS_FILE"] = file }, ["Edge:Drain:Time=0s"]);
        var start = gateway.StartAsync();
        using var ticks = new PeriodicTimer(TimeSpan.FromMilliseconds(15));
        for (var change = 0; !start.IsCompleted; change++)
        {
            await ticks.WaitForNextTickAsync(TestContext.Current.CancellationToken);
            await WriteAsync("replicas.json", TestSettings.Replicas(1 + (change % 9)));
        }

        await start;
        await WriteAsync("replicas.json", TestSettings.Replicas(_backend.Port));
        using var client = new HttpClient { BaseAddress = gateway.Address };
        await AnswersAsync(client);
    }

    private static async Task AnswersAsync(HttpClient client) => await Eventually.HoldsAsync("an answer of the changed host", async () =>
    {
        using var response = await client.GetAsync("/ping", TestContext.Current.CancellationToken);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken) == "ping me ...";
    });

    private static string Cluster(string address) => $$"""
        { "ReverseProxy": { "Clusters": { "ping-cluster": { "Destinations": { "ping-svc": { "Address": "{{address}}" } } },
          "pong-cluster": { "Destinations": { "pong-svc": { "Address": "{{address}}" } } } } } }
        """;

    private async Task WriteAsync(string name, string text)
    {
        var file = Path.Combine(_folder, name);
        await File.WriteAllTextAsync(file + ".new", text, TestContext.Current.CancellationToken);
        File.Move(file + ".new", file, overwrite: true);
    }
}
