using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeProxy.Soak;

/// <summary>The whole system: the edge, two replicas of each service, the dashboard, and a browser that has it open.</summary>
internal sealed class SoakSystem : IAsyncDisposable
{
    private static readonly string[] Services = ["PingService", "PingService", "PongService", "PongService"];
    private readonly SoakOptions _options;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edge-soak-");
    private readonly List<SoakProcess> _all = [];
    private readonly List<SoakProcess> _replicas = [];
    private readonly int[] _ports = [.. Enumerable.Range(0, 9).Select(FreePort)];

    private SoakSystem(SoakOptions options) => _options = options;

    public Uri Edge => Url(_ports[4]);

    public IReadOnlyList<SoakProcess> Processes => _all;

    public IReadOnlyList<SoakProcess> Replicas => _replicas;

    public static async Task<SoakSystem> StartAsync(SoakOptions options)
    {
        var system = new SoakSystem(options);
        await system.StartDashboardAsync();
        for (var index = 0; index < Services.Length; index++)
            await system.StartReplicaAsync(index);
        await system.ConfigureAsync(version: 0);
        system._all.Add(await SoakProcess.StartAsync("edge-proxy", new Uri(Url(system._ports[5]), "/ready"), () => system.Start(
            "EdgeProxy.Gateway", $"--urls={system.Edge}", $"--EDGE_ADMIN_PORT={system._ports[5]}", "--Edge:AccessLog:Path=access.log")));
        await system.StartBrowserAsync();
        return system;
    }

    /// <summary>Kills a replica and starts it again on its port.</summary>
    public Task RestartAsync(int replica) => _replicas[replica].RestartAsync(new Uri(Url(_ports[replica]), "/health"));

    /// <summary>Writes the edge's settings anew: another route timeout each time, so that every cluster and route is looked at again.</summary>
    public async Task ConfigureAsync(int version)
    {
        var settings = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Output("EdgeProxy.Gateway"), "appsettings.json")))!;
        var clusters = settings["ReverseProxy"]!["Clusters"]!;
        clusters["ping-cluster"]!["Destinations"] = Destinations(_ports[0], _ports[1]);
        clusters["pong-cluster"]!["Destinations"] = Destinations(_ports[2], _ports[3]);
        foreach (var (_, route) in settings["ReverseProxy"]!["Routes"]!.AsObject())
            route!["Timeout"] = $"{15 + (version % 10)}s";
        var file = Path.Combine(_folder.FullName, "appsettings.json");
        await File.WriteAllTextAsync(file + ".new", settings.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
        File.Move(file + ".new", file, overwrite: true);
    }

    public async ValueTask DisposeAsync()
    {
        for (var index = _all.Count - 1; index >= 0; index--)
            await _all[index].DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static JsonObject Destinations(params int[] ports) =>
        new(ports.Select((port, index) => KeyValuePair.Create($"h{index}", (JsonNode?)new JsonObject { ["Address"] = $"http://127.0.0.1:{port}" })));

    private async Task StartDashboardAsync() => _all.Add(await SoakProcess.StartAsync("dashboard", new Uri(Url(_ports[6]), "/"), () =>
    {
        var info = Start("EdgeProxy.Dashboard");
        info.Environment["ASPNETCORE_URLS"] = Url(_ports[6]).ToString();
        info.Environment["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = Url(_ports[7]).ToString();
        info.Environment["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"] = Url(_ports[8]).ToString();
        info.Environment["ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS"] = "true";
        return info;
    }));

    private async Task StartReplicaAsync(int index)
    {
        var name = $"{(index < 2 ? "ping" : "pong")}-svc {(index % 2) + 1}";
        var replica = await SoakProcess.StartAsync(name, new Uri(Url(_ports[index]), "/health"), () => Start(Services[index], $"--urls={Url(_ports[index])}"));
        _replicas.Add(replica);
        _all.Add(replica);
    }

    /// <summary>A page that follows the traces, where Chromium is installed.</summary>
    private async Task StartBrowserAsync()
    {
        if (!File.Exists("/usr/bin/chromium"))
            return;
        _all.Add(await SoakProcess.StartAsync("browser", null, () => new ProcessStartInfo(
            "/usr/bin/chromium",
            ["--headless=new", "--no-sandbox", "--disable-gpu", $"--user-data-dir={_folder.FullName}/browser", "--remote-debugging-port=0", new Uri(Url(_ports[6]), "/traces").ToString()])));
    }

    private ProcessStartInfo Start(string project, params string[] arguments)
    {
        var info = new ProcessStartInfo("dotnet", [Path.Combine(Output(project), $"{project}.dll"), .. arguments])
        {
            WorkingDirectory = project == "EdgeProxy.Dashboard" ? Output(project) : _folder.FullName,
        };
        info.Environment["OTEL_EXPORTER_OTLP_ENDPOINT"] = Url(_ports[7]).ToString();
        info.Environment["OTEL_SERVICE_NAME"] = project;
        return info;
    }

    private string Output(string project) => Path.Combine(_options.Repository, project, "bin", "Release", "net10.0");

    private static Uri Url(int port) => new($"http://127.0.0.1:{port}");

    private static int FreePort(int index)
    {
        for (var port = 21_000 + Random.Shared.Next(8_000); ; port++)
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(IPAddress.Loopback, port + index));
                return port + index;
            }
            catch (SocketException)
            {
                // Taken: the next one.
            }
        }
    }
}
