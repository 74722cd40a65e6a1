using System.Diagnostics;
using System.Net.Sockets;

namespace EdgeProxy.StartupBench;

/// <summary>One run of an AppHost by <c>dotnet run --no-build</c>.</summary>
internal sealed class SystemRun : IAsyncDisposable
{
    public const int EdgePort = 30000;

    private static readonly Uri Ping = new($"http://localhost:{EdgePort}/ping");
    private static readonly HttpClient Client = new() { Timeout = TimeSpan.FromSeconds(5) };
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    private readonly Process _process;
    private readonly ProcessTree _tree;
    private readonly long _started = Stopwatch.GetTimestamp();

    private SystemRun(Process process, ProcessTree tree) => (_process, _tree) = (process, tree);

    public static SystemRun Start(string project, string configuration)
    {
        var mark = Guid.NewGuid().ToString("N");
        var start = new ProcessStartInfo("dotnet", ["run", "--no-build", "--configuration", configuration, "--project", project])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { [ProcessTree.RunVariable] = mark },
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet could not be started.");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new SystemRun(process, new ProcessTree(mark));
    }

    public static async Task<bool> IsServedAsync(CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync("localhost", EdgePort, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    public async Task<Measurement> MeasureAsync()
    {
        await UntilServedAsync();
        var firstAnswer = Stopwatch.GetElapsedTime(_started).TotalSeconds;
        var processorTime = _tree.ProcessorTime();
        await Task.Delay(TimeSpan.FromSeconds(5));
        var memory = _tree.Memory();
        await SignalAsync("-TERM");
        var began = Stopwatch.GetTimestamp();
        var services = await UntilGoneAsync(began, program => program.Contains("/PingService", StringComparison.Ordinal) || program.Contains("/PongService", StringComparison.Ordinal) || program.Contains("/EdgeProxy.Gateway", StringComparison.Ordinal));
        var appHost = await UntilGoneAsync(began, program => program.Contains("AppHost", StringComparison.Ordinal));
        var all = await UntilGoneAsync(began, _ => true);
        return new Measurement(firstAnswer, processorTime, memory, services, appHost, all);
    }

    /// <summary>Kills the AppHost alone, and counts what is left after 3, 5 and 10 s.</summary>
    public async Task<IReadOnlyList<int>> KillAsync()
    {
        await UntilServedAsync();
        await SignalAsync("-KILL");
        var began = Stopwatch.GetTimestamp();
        var left = new List<int>();
        foreach (var seconds in new[] { 3, 5, 10 })
        {
            var wait = TimeSpan.FromSeconds(seconds) - Stopwatch.GetElapsedTime(began);
            await Task.Delay(wait > TimeSpan.Zero ? wait : TimeSpan.Zero);
            left.Add(_tree.Find().Count);
        }

        return left;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (id, _) in _tree.Find())
        {
            using var kill = Process.Start("kill", ["-KILL", $"{id}"]);
            await kill.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private async Task UntilServedAsync()
    {
        while (Stopwatch.GetElapsedTime(_started) < Limit)
        {
            try
            {
                using var answer = await Client.GetAsync(Ping);
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
            {
                // Nothing listens yet.
            }

            await Task.Delay(20);
        }

        throw new TimeoutException($"No 200 from {Ping} within {Limit.TotalSeconds} s.");
    }

    private async Task SignalAsync(string signal)
    {
        var appHost = _tree.Find().First(process => process.Program.EndsWith("AppHost", StringComparison.Ordinal));
        using var kill = Process.Start("kill", [signal, $"{appHost.Id}"]);
        await kill.WaitForExitAsync();
    }

    private async Task<double> UntilGoneAsync(long began, Func<string, bool> isMeant)
    {
        while (_tree.Find().Any(process => isMeant(process.Program)) && Stopwatch.GetElapsedTime(began) < Limit)
            await Task.Delay(30);
        return Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}
