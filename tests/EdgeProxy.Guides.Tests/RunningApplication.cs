using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using EdgeProxy.TestKit;

namespace EdgeProxy.Guides.Tests;

/// <summary>The application that a guide starts, and what it writes to the console.</summary>
internal sealed partial class RunningApplication : IAsyncDisposable
{
    private const string MarkVariable = "EDGEPROXY_GUIDE_RUN";

    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(30);

    private readonly ConcurrentQueue<string> _lines = new();
    private readonly string _mark;
    private readonly Process _process;
    private readonly Task _reading;

    private RunningApplication(Process process, string mark)
    {
        _process = process;
        _mark = mark;
        _reading = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
    }

    public string Output => string.Join('\n', _lines);

    /// <summary>Where the edge is: <c>localhost:12345</c>.</summary>
    public string Edge => EdgeUrl().Match(Output).Groups["authority"].Value;

    /// <summary>What logs a person in to the dashboard.</summary>
    public Uri Login => new(LoginUrl().Match(Output).Value);

    private IReadOnlyList<int> Alive => MarkedProcesses.Find($"{MarkVariable}={_mark}");

    /// <summary>Runs a command and waits until the edge is ready.</summary>
    public static async Task<RunningApplication> StartAsync(Shell shell, string command)
    {
        var mark = Guid.NewGuid().ToString("n");
        var application = new RunningApplication(shell.Start($"export {MarkVariable}={mark}; exec {command}"), mark);
        await Eventually.HoldsAsync("an edge that is ready", () => application._process.HasExited || EdgeUrl().IsMatch(application.Output), StartLimit);
        Assert.False(application._process.HasExited, application.Output);
        return application;
    }

    /// <summary>What the dashboard has received.</summary>
    public DashboardTelemetry Telemetry() => new(Login, ProcessOf("Aspire.Dashboard"));

    /// <summary>Ends it by SIGTERM, and kills what is left after 30 s. SIGINT is ignored by all that a background job of a shell starts.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (!_process.HasExited)
                Signals.Send(ProcessOf("EdgeProxy.AppHost"), Signals.Terminate);
            await Eventually.HoldsAsync("the end of every process", () => Alive.Count == 0, StopLimit);
        }
        finally
        {
            foreach (var process in Alive)
                Signals.Send(process, Signals.Kill);
            await _process.WaitForExitAsync();
            await _reading;
            _process.Dispose();
        }
    }

    private int ProcessOf(string program) => Alive.Single(process => Path.GetFileName(new FileInfo($"/proc/{process}/exe").LinkTarget) == program);

    private async Task ReadAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
            _lines.Enqueue(line);
    }

    [GeneratedRegex(@"http://localhost:\d+/login\?t=\w+")]
    private static partial Regex LoginUrl();

    [GeneratedRegex(@"edge-proxy is ready at http://(?<authority>localhost:\d+)")]
    private static partial Regex EdgeUrl();
}
