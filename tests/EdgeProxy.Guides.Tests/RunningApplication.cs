using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using EdgeProxy.TestKit;

namespace EdgeProxy.Guides.Tests;

/// <summary>The application that a guide starts, and what it says on the console.</summary>
internal sealed partial class RunningApplication : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(5);

    private readonly ConcurrentQueue<string> _lines = new();
    private readonly Process _process;
    private readonly Task _reading;

    private RunningApplication(Process process)
    {
        _process = process;
        _reading = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
    }

    public string Output => string.Join('\n', _lines);

    /// <summary>Where the edge is: <c>localhost:12345</c>.</summary>
    public string Edge => EdgeUrl().Match(Output).Groups["authority"].Value;

    /// <summary>What logs a person in to the dashboard.</summary>
    public Uri Login => new(LoginUrl().Match(Output).Value);

    /// <summary>Runs a command and waits until everything is healthy.</summary>
    public static async Task<RunningApplication> StartAsync(Shell shell, string command)
    {
        // exec: the process is then dotnet itself, which takes the AppHost along when it ends.
        var application = new RunningApplication(shell.Start($"exec {command}"));
        await Eventually.HoldsAsync("a healthy application", () => application._process.HasExited || application.Output.Contains("Everything is healthy", StringComparison.Ordinal), StartLimit);
        Assert.False(application._process.HasExited, application.Output);
        return application;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        await _reading;
        _process.Dispose();
    }

    private async Task ReadAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
            _lines.Enqueue(line);
    }

    [GeneratedRegex(@"http://localhost:\d+/login\?t=\w+")]
    private static partial Regex LoginUrl();

    [GeneratedRegex(@"edge-proxy http://(?<authority>localhost:\d+)")]
    private static partial Regex EdgeUrl();
}
