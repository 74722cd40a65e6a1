using System.Text.Json;
using EdgeProxy.TestKit;
using EdgeProxy.TestKit.Hosting;

namespace EdgeProxy.Hosting.Tests.Orchestrator;

/// <summary>An edge on ports of its own before two services with two replicas each, shared by the tests of a collection. Each test leaves everything healthy.</summary>
public sealed class RunningSystem : IAsyncLifetime
{
    /// <summary>The collection of the tests that share it.</summary>
    public const string Collection = nameof(RunningSystem);

    private RunningApplication? _application;

    internal int Port { get; } = FreePort.Next();

    internal int AdminPort { get; } = FreePort.Next();

    internal RunningApplication Application => _application ?? throw new InvalidOperationException("The system was not started.");

    internal Uri Ping => new($"http://127.0.0.1:{Port}/ping");

    internal Uri Pong => new($"http://127.0.0.1:{Port}/pong");

    internal Replica Edge => Application.ReplicasOf(Scenario.Edge).Single();

    public async ValueTask InitializeAsync()
    {
        _application = await Scenario.StartSystemAsync(Port, AdminPort, "--DcpPublisher:RandomizePorts=false");
        await HasHostsAsync(Scenario.Ping, 2);
        await HasHostsAsync(Scenario.Pong, 2);
        using var client = new HttpClient();
        await Eventually.HoldsAsync("answers of both services", async () =>
            (await client.GetAsync(Ping)).IsSuccessStatusCode && (await client.GetAsync(Pong)).IsSuccessStatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        if (_application is not null)
            await _application.DisposeAsync();
    }

    /// <summary>The addresses that the edge has of a service.</summary>
    internal IReadOnlyList<Uri> Hosts(string service)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(Edge.Environment["EDGEPROXY_REPLICAS_FILE"]!));
        return [.. file.RootElement.GetProperty("services").GetProperty(service).GetProperty("http").EnumerateArray().Select(address => new Uri(address.GetString()!))];
    }

    internal Task HasHostsAsync(string service, int count, TimeSpan? limit = null) =>
        Eventually.HoldsAsync($"{count} hosts of {service}", () => Hosts(service).Count == count, limit);

    /// <summary>How many of the requests each process answered.</summary>
    internal static async Task<IReadOnlyDictionary<int, int>> SpreadAsync(Uri target, int requests, int connections)
    {
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = connections, UseProxy = false });
        var answers = new System.Collections.Concurrent.ConcurrentBag<int>();
        await Parallel.ForAsync(0, requests, new ParallelOptions { MaxDegreeOfParallelism = connections }, async (_, cancellationToken) =>
            answers.Add(int.Parse(await client.GetStringAsync(target, cancellationToken), System.Globalization.CultureInfo.InvariantCulture)));
        return answers.CountBy(process => process).ToDictionary();
    }

    /// <summary>Waits until every replica of a service is healthy and answers through the edge.</summary>
    internal async Task RecoversAsync(string service, Uri target)
    {
        await Application.WaitForAsync(service, "all healthy", replicas => replicas.All(replica => replica.IsHealthy), TimeSpan.FromSeconds(60));
        await Eventually.HoldsAsync($"answers of every replica of {service}", async () =>
        {
            try
            {
                var processes = (await SpreadAsync(target, 20, 1)).Keys.Order();
                return processes.SequenceEqual(Application.ReplicasOf(service).Where(replica => replica.IsRunning).Select(replica => replica.ProcessId).Order());
            }
            catch (HttpRequestException)
            {
                // A 503: not yet.
                return false;
            }
        });
    }
}
