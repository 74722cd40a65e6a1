using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using EdgeProxy.Dashboard.Tests.Demo;
using EdgeProxy.TestKit;

namespace EdgeProxy.Dashboard.Tests.Browser;

/// <summary>The real program in a process of its own on free ports, as the engine starts it.</summary>
internal sealed partial class DashboardProcess : IAsyncDisposable
{
    public const string Token = "a-token-of-the-browser-tests";
    private const string FeedKey = "a-key-of-the-browser-tests";
    private readonly Process _process;
    private readonly List<string> _output = [];

    private DashboardProcess(Process process) => _process = process;

    public Uri Frontend { get; private set; } = new("http://localhost");

    public Uri OtlpHttp { get; private set; } = new("http://localhost");

    /// <summary>From the start of the process to the first answer of the login page.</summary>
    public TimeSpan TimeToLogin { get; private set; }

    public static async Task<DashboardProcess> StartAsync(params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "EdgeProxy.Dashboard.dll")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
                ["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = "http://127.0.0.1:0",
                ["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"] = "http://127.0.0.1:0",
                ["ASPIRE_DASHBOARD_FRONTEND_BROWSERTOKEN"] = Token,
                ["Dashboard__ResourceFeed__ApiKey"] = FeedKey,
                ["Dashboard__Otlp__AuthMode"] = "Unsecured",
            },
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var watch = Stopwatch.StartNew();
        var dashboard = new DashboardProcess(Process.Start(start)!);
        dashboard._process.OutputDataReceived += (_, line) => dashboard.Keep(line.Data);
        dashboard._process.ErrorDataReceived += (_, line) => dashboard.Keep(line.Data);
        dashboard._process.BeginOutputReadLine();
        dashboard._process.BeginErrorReadLine();
        await dashboard.WaitAsync(watch);
        return dashboard;
    }

    public DemoFeeder CreateFeeder() => new(OtlpHttp, Frontend, FeedKey);

    /// <summary>A client that follows no redirect and keeps no cookie.</summary>
    public HttpClient CreateClient() => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Frontend };

    /// <summary>Resident memory in MiB.</summary>
    public double ResidentMebibytes()
    {
        _process.Refresh();
        return _process.WorkingSet64 / 1048576.0;
    }

    public string[] Output()
    {
        lock (_output)
            return [.. _output];
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        lock (_output)
            _output.Add(line);
    }

    private async Task WaitAsync(Stopwatch watch)
    {
        await Eventually.HoldsAsync($"the program listens; it wrote: {string.Join('\n', Output())}", () => Output().Any(line => line.Contains("Send OTLP", StringComparison.Ordinal)) || _process.HasExited);
        var output = string.Join('\n', Output());
        Assert.False(_process.HasExited, output);
        Frontend = new Uri(LoginUrl().Match(output).Groups[1].Value + "/");
        OtlpHttp = new Uri(OtlpHttpUrl().Match(output).Groups[1].Value);
        using var client = CreateClient();
        using var login = await client.GetAsync("login");
        TimeToLogin = watch.Elapsed;
        Assert.Equal(HttpStatusCode.OK, login.StatusCode);
    }

    [GeneratedRegex(@"Login to the dashboard at (http://[^/]+)/login\?t=")]
    private static partial Regex LoginUrl();

    [GeneratedRegex(@"over HTTP to (http://[^/\s]+[^./\s])")]
    private static partial Regex OtlpHttpUrl();
}
