using System.Diagnostics;
using System.Globalization;

namespace EdgeProxy.Soak;

/// <summary>One of the system's programs, with what it uses.</summary>
internal sealed class SoakProcess : IAsyncDisposable
{
    private readonly Func<ProcessStartInfo> _start;
    private Process _process;

    private SoakProcess(string name, Func<ProcessStartInfo> start)
    {
        Name = name;
        _start = start;
        _process = Launch();
    }

    public string Name { get; }

    /// <summary>Whether it was started again, so that its figures are not those of one process.</summary>
    public bool IsRestarted { get; private set; }

    /// <summary>Starts one and waits until its address answers at all.</summary>
    public static async Task<SoakProcess> StartAsync(string name, Uri? health, Func<ProcessStartInfo> start)
    {
        var process = new SoakProcess(name, start);
        if (health is not null)
            await AnswersAsync(health);
        return process;
    }

    /// <summary>Kills it, as a crash would, and starts it again.</summary>
    public async Task RestartAsync(Uri health)
    {
        IsRestarted = true;
        await DisposeAsync();
        _process = Launch();
        await AnswersAsync(health);
    }

    /// <summary>What it uses now: resident memory in MB, threads, open sockets, and the other handles (files, pipes, events).</summary>
    public IReadOnlyList<(string What, double Value)> Usage()
    {
        var status = File.ReadAllLines($"/proc/{_process.Id}/status");
        double Number(string key) => double.Parse(
            status.First(line => line.StartsWith(key, StringComparison.Ordinal)).Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        var handles = new DirectoryInfo($"/proc/{_process.Id}/fd").EnumerateFileSystemInfos().ToLookup(IsSocket);
        return [("memory MB", Number("VmRSS:") / 1024), ("threads", Number("Threads:")), ("sockets", handles[true].Count()), ("other handles", handles[false].Count())];
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    /// <summary>By the link that the kernel shows; a handle that was closed meanwhile has none.</summary>
    private static bool IsSocket(FileSystemInfo handle) => handle.LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) == true;

    private Process Launch()
    {
        var info = _start();
        info.RedirectStandardOutput = info.RedirectStandardError = true;
        var process = Process.Start(info) ?? throw new InvalidOperationException($"'{info.FileName}' could not be started.");
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static async Task AnswersAsync(Uri health)
    {
        using var client = new HttpClient();
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < TimeSpan.FromSeconds(60); await Task.Delay(50))
        {
            try
            {
                using var answer = await client.GetAsync(health);
                if (answer.IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
                // Not yet.
            }
        }

        throw new InvalidOperationException($"No answer of {health} within 60 s.");
    }
}
