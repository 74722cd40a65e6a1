using System.Collections.Concurrent;
using System.Diagnostics;
using EdgeProxy.TestKit;

namespace EdgeProxy.Reliability.Tests.Support;

/// <summary>One of the repository's programs, built and run as a process of its own: it can be killed, halted and measured.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly Process _process;
    private readonly Task _reading;

    private ServerProcess(Process process, int port)
    {
        _process = process;
        Port = port;
        _reading = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
    }

    public int Id => _process.Id;

    public int Port { get; }

    /// <summary>All that it has written so far.</summary>
    public string Output => string.Join('\n', _lines);

    /// <summary>Starts a program that listens on a port of 127.0.0.1.</summary>
    /// <param name="project">The project's folder.</param>
    /// <param name="port">The port.</param>
    /// <param name="settings">Settings as <c>Key=value</c>.</param>
    public static ServerProcess Start(string project, int port, params IEnumerable<string> settings) => Start(project, "127.0.0.1", port, settings);

    /// <summary>Starts one on another address of loopback.</summary>
    public static ServerProcess Start(string project, string address, int port, params IEnumerable<string> settings)
    {
        var program = Path.Combine(Repository.OutputOf(project), $"{project}.dll");
        var info = new ProcessStartInfo("dotnet", [program, $"--urls=http://{address}:{port}", .. settings.Select(setting => $"--{setting}")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository.OutputOf(project),
        };
        return new ServerProcess(Process.Start(info)!, port);
    }

    /// <summary>Waits until it answers.</summary>
    /// <param name="health">Where it says that it can.</param>
    public async Task AnswersAsync(Uri health)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        await Eventually.HoldsAsync($"an answer of {health}; it has written: {Output}", async () =>
        {
            Assert.False(_process.HasExited, Output);
            try
            {
                using var answer = await client.GetAsync(health);
                return answer.IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });
    }

    public ProcessUsage Usage() => ProcessUsage.Read(Id);

    public void Send(string signal) => Signals.Send(Id, signal);

    /// <summary>Waits for its end, at most a minute.</summary>
    public async Task<int> ExitCodeAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
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
}
