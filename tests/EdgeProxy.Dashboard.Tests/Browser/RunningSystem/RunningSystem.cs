using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using EdgeProxy.TestKit;

namespace EdgeProxy.Dashboard.Tests.Browser.RunningSystem;

/// <summary>The AppHost with edge, services and dashboard, on free ports, as <c>dotnet run</c> starts it.</summary>
public sealed partial class RunningSystem : IAsyncLifetime
{
    private readonly ConcurrentQueue<string> _lines = new();
    private Process? _process;

    public Uri Frontend { get; private set; } = new("http://localhost");

    public string Token { get; private set; } = "";

    public Uri Edge { get; private set; } = new("http://localhost");

    public async ValueTask InitializeAsync()
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var program = Path.Combine(BrowserFixture.Root(), "EdgeProxy.AppHost", "bin", configuration, "net10.0", "EdgeProxy.AppHost.dll");
        _process = Process.Start(new ProcessStartInfo("dotnet", [program, "--isolated"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DOTNET_ENVIRONMENT"] = "Development" },
        })!;
        _process.OutputDataReceived += (_, line) => _lines.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => _lines.Enqueue(line.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await Eventually.HoldsAsync("everything is healthy", () => _lines.Any(line => line.Contains("Everything is healthy", StringComparison.Ordinal)), TimeSpan.FromSeconds(60));
        var output = string.Join('\n', _lines);
        var login = LoginUrl().Match(output);
        (Frontend, Token) = (new Uri(login.Groups["url"].Value + "/"), login.Groups["token"].Value);
        Edge = new Uri(EdgeUrl().Match(output).Groups["url"].Value);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is null)
            return;
        // What it has started ends with it: the engine sees to that.
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    [GeneratedRegex(@"(?<url>http://localhost:\d+)/login\?t=(?<token>\w+)")]
    private static partial Regex LoginUrl();

    [GeneratedRegex(@"edge-proxy\S*\s+(?<url>http://localhost:\d+)")]
    private static partial Regex EdgeUrl();
}
