using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using EdgeProxy.TestKit;
using EdgeProxy.TestKit.Hosting;

namespace EdgeProxy.Soak;

/// <summary>The repository's AppHost with the edge on a port of its own, the Aspire dashboard, and a browser that shows it.</summary>
internal sealed class SoakSystem : IAsyncDisposable
{
    private const string EdgeName = "edge-proxy";
    private const string DashboardName = "aspire-dashboard";
    private const string Chromium = "/usr/bin/chromium";

    private static readonly string[] Services = ["ping-svc", "pong-svc"];

    private readonly SoakOptions _options;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edge-soak-");
    private readonly int _port = FreePort.Next();
    private readonly int _adminPort = FreePort.Next();
    private readonly int _dashboardPort = FreePort.Next();
    private RunningApplication? _application;
    private Process? _browser;

    private SoakSystem(SoakOptions options) => _options = options;

    public Uri Edge => new($"http://localhost:{_port}");

    /// <summary>The processes that run now.</summary>
    public IReadOnlyList<SoakProcess> Processes =>
    [
        .. Services.Append(EdgeName).Append(DashboardName).SelectMany(Application.ReplicasOf).Where(replica => replica.IsRunning)
            .Select(replica => new SoakProcess(replica.Id, replica.ProcessId)),
        new SoakProcess("AppHost", Environment.ProcessId),
    ];

    private RunningApplication Application => _application ?? throw new InvalidOperationException("The system was not started.");

    public static async Task<SoakSystem> StartAsync(SoakOptions options)
    {
        var system = new SoakSystem(options);
        try
        {
            await system.ConfigureAsync(version: 0);
            await system.StartAsync();
            return system;
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }
    }

    /// <summary>Kills a replica of a service, as a crash would: its restart policy starts it again.</summary>
    /// <param name="turn">Counts the kills: each replica is killed in its turn.</param>
    public void KillReplica(int turn)
    {
        var running = Services.SelectMany(Application.ReplicasOf).Where(replica => replica.IsRunning).ToList();
        if (running.Count > 0)
            Signals.Send(running[turn % running.Count].ProcessId, Signals.Kill);
    }

    /// <summary>Writes the edge's settings again, with another route timeout each time, so that every cluster and route is compared.</summary>
    public async Task ConfigureAsync(int version)
    {
        var settings = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(_options.Repository, "EdgeProxy.Gateway", "appsettings.json")))!;
        foreach (var (_, route) in settings["ReverseProxy"]!["Routes"]!.AsObject())
            route!["Timeout"] = $"{15 + (version % 10)}s";
        var file = Path.Combine(_folder.FullName, "appsettings.json");
        await File.WriteAllTextAsync(file + ".new", settings.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
        File.Move(file + ".new", file, overwrite: true);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            _browser.Kill(entireProcessTree: true);
            await _browser.WaitForExitAsync();
            _browser.Dispose();
        }

        if (_application is not null)
            await _application.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private async Task StartAsync()
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.EdgeProxy_AppHost>(
            [
                "--DcpPublisher:RandomizePorts=false", $"--ASPNETCORE_URLS=http://localhost:{_dashboardPort}", "--ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL=http://localhost:0",
                "--ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL=http://localhost:0", "--ASPIRE_ALLOW_UNSECURED_TRANSPORT=true", "--ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS=true",
                // The log of five programs is in the dashboard.
                "--Logging:LogLevel:Default=Warning",
            ],
            (options, _) => options.DisableDashboard = false);
        foreach (var project in builder.Resources.OfType<ProjectResource>().Select(builder.CreateResourceBuilder))
            project.WithEndpoint("http", endpoint => endpoint.Port = null);
        builder.CreateResourceBuilder(builder.Resources.OfType<ProjectResource>().Single(resource => resource.Name == EdgeName))
            .WithEndpoint("http", endpoint => endpoint.Port = endpoint.TargetPort = _port)
            .WithEndpoint("admin", endpoint => endpoint.Port = endpoint.TargetPort = _adminPort)
            .WithArgs("--contentRoot", _folder.FullName, $"--Edge:AccessLog:Path={Path.Combine(_folder.FullName, "access.log")}");
        _application = await RunningApplication.StartAsync(builder, [EdgeName, .. Services]);
        using var client = new HttpClient();
        await Eventually.HoldsAsync("answers of both services", async () =>
            (await client.GetAsync(new Uri(Edge, "/ping"))).IsSuccessStatusCode && (await client.GetAsync(new Uri(Edge, "/pong"))).IsSuccessStatusCode);
        if (File.Exists(Chromium))
            _browser = StartBrowser();
    }

    /// <summary>A page that follows the traces.</summary>
    private Process StartBrowser()
    {
        var browser = Process.Start(new ProcessStartInfo(
            Chromium,
            ["--headless=new", "--no-sandbox", "--disable-gpu", $"--user-data-dir={_folder.FullName}/browser", "--remote-debugging-port=0", $"http://localhost:{_dashboardPort}/traces"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        browser.BeginOutputReadLine();
        browser.BeginErrorReadLine();
        return browser;
    }
}
