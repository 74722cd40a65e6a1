using System.Text.RegularExpressions;
using EdgeProxy.TestKit;

namespace EdgeProxy.Reliability.Tests.WholeSystem;

/// <summary>The repository's AppHost at a terminal, which takes commands, for one test class: each of its tests leaves everything healthy.</summary>
public sealed partial class TheSystemOnATerminal : IAsyncDisposable
{
    private AppHostProcess? _appHost;

    internal AppHostProcess AppHost => _appHost ?? throw new InvalidOperationException("The system was not started.");

    internal Uri Edge { get; private set; } = null!;

    public async ValueTask DisposeAsync()
    {
        if (_appHost is not null)
            await _appHost.DisposeAsync();
    }

    /// <summary>Starts it for the first test that asks; a test it is that is skipped where there is no script(1).</summary>
    internal async ValueTask StartAsync()
    {
        if (_appHost is not null)
            return;
        var script = RequiredTool.Find("script", "bsdutils");
        _appHost = AppHostProcess.StartOnTerminal(script, $"{Path.Combine(Repository.OutputOf("EdgeProxy.AppHost"), "EdgeProxy.AppHost")} --isolated");
        await AppHost.SeesLineAsync("Everything is healthy", TimeSpan.FromSeconds(60));
        Edge = new Uri(EdgeUrl().Match(AppHost.Output).Groups["url"].Value);
    }

    [GeneratedRegex(@"edge-proxy\s+(?<url>http://localhost:\d+)")]
    private static partial Regex EdgeUrl();
}
