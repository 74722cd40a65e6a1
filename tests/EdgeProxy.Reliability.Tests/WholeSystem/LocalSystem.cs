using System.Text.RegularExpressions;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using EdgeProxy.TestKit;
using EdgeProxy.TestKit.Hosting;

namespace EdgeProxy.Reliability.Tests.WholeSystem;

/// <summary>The repository's AppHost with the edge on a port of its own, as it is without a test, shared by the tests of a collection. Each leaves everything healthy.</summary>
public sealed partial class LocalSystem : IAsyncLifetime
{
    /// <summary>The collection of the tests that share it.</summary>
    public const string Collection = nameof(LocalSystem);

    private const string PlantedVariable = "PLANTED_API_KEY";

    private const string EdgeName = "edge-proxy";

    private static readonly string[] Services = ["ping-svc", "pong-svc"];

    private readonly int _port = FreePort.Next();
    private readonly int _adminPort = FreePort.Next();
    private RunningApplication? _application;

    internal RunningApplication Application => _application ?? throw new InvalidOperationException("The system was not started.");

    internal OtlpRecorder Telemetry { get; } = new();

    /// <summary>What every planted value begins with.</summary>
    internal string Planted { get; } = $"planted{Guid.NewGuid():n}";

    /// <summary>A variable in the environment of every process.</summary>
    internal string PlantedInEnvironment => $"{Planted}-environment";

    /// <summary>The key that telemetry is sent with.</summary>
    internal string PlantedInTelemetryHeaders => $"{Planted}-telemetry";

    internal string AccessLog { get; } = Path.Combine(Path.GetTempPath(), $"edge-secrets-{Guid.NewGuid():n}.log");

    internal Replica Edge => Application.ReplicasOf(EdgeName).Single();

    internal Uri Address(string path) => new($"http://localhost:{_port}{path}");

    public async ValueTask InitializeAsync()
    {
        await Telemetry.StartAsync();
        Environment.SetEnvironmentVariable(PlantedVariable, PlantedInEnvironment);
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.EdgeProxy_AppHost>(["--DcpPublisher:RandomizePorts=false"]);
        foreach (var project in builder.Resources.OfType<ProjectResource>().Select(builder.CreateResourceBuilder))
        {
            project.WithEndpoint("http", endpoint => endpoint.Port = null)
                .WithEnvironment("OTEL_EXPORTER_OTLP_ENDPOINT", Telemetry.Address.ToString())
                .WithEnvironment("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")
                .WithEnvironment("OTEL_EXPORTER_OTLP_HEADERS", $"x-otlp-api-key={PlantedInTelemetryHeaders}");
        }

        var edge = builder.CreateResourceBuilder(builder.Resources.OfType<ProjectResource>().Single(resource => resource.Name == EdgeName));
        edge.WithEndpoint("http", endpoint => endpoint.Port = endpoint.TargetPort = _port)
            .WithEndpoint("admin", endpoint => endpoint.Port = endpoint.TargetPort = _adminPort)
            .WithEnvironment("Edge__AccessLog__Path", AccessLog);
        _application = await RunningApplication.StartAsync(builder, [EdgeName, .. Services]);
        using var client = new HttpClient();
        await Eventually.HoldsAsync("answers of both services", async () =>
            (await client.GetAsync(Address("/ping"))).IsSuccessStatusCode && (await client.GetAsync(Address("/pong"))).IsSuccessStatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        Environment.SetEnvironmentVariable(PlantedVariable, null);
        if (_application is not null)
            await _application.DisposeAsync();
        await Telemetry.DisposeAsync();
        File.Delete(AccessLog);
    }

    /// <summary>The replicas of the services and of the edge.</summary>
    internal IReadOnlyList<Replica> Replicas => [.. Services.Append(EdgeName).SelectMany(Application.ReplicasOf)];

    /// <summary>Waits until a new process runs a replica of a service and the edge has it as a host, or until a new process of the edge is ready.</summary>
    internal async Task IsReplacedAsync(Replica replica)
    {
        var ended = replica.ProcessId;
        await Application.WaitForReplicaAsync(replica.Id, "running in a new process", one => one.IsRunning && one.ProcessId != ended, TimeSpan.FromSeconds(60));
        using var admin = new HttpClient { BaseAddress = new Uri($"http://localhost:{_adminPort}") };
        await Eventually.HoldsAsync("two hosts of each service at the edge", async () =>
        {
            try
            {
                var clusters = await admin.GetStringAsync(new Uri("/clusters", UriKind.Relative));
                return HostAddress().Matches(clusters).Select(match => match.Value).Distinct().CountBy(host => host.Split("::")[0]).All(hosts => hosts.Value == 2)
                    && HostAddress().Count(clusters) > 0;
            }
            catch (HttpRequestException)
            {
                // The edge itself starts.
                return false;
            }
        });
    }

    /// <summary><c>ping-cluster::127.0.0.1:41234::</c>, the beginning of each line of a host.</summary>
    [GeneratedRegex(@"(?m)^(ping|pong)-cluster::[^:\n]+:\d+::")]
    private static partial Regex HostAddress();
}
