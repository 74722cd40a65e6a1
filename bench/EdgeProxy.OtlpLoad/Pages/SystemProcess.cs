using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;

namespace EdgeProxy.OtlpLoad.Pages;

/// <summary>The AppHost with everything that it starts, on its own ports, as <c>dotnet run --no-build</c> starts it.</summary>
internal sealed partial class SystemProcess : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();

    private SystemProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => _lines.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => _lines.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public Uri Edge { get; } = new("http://localhost:30000");

    /// <summary>From the command to the first 200 through the edge.</summary>
    public TimeSpan ServedAfter { get; private set; }

    public static async Task<SystemProcess> StartAsync(string project)
    {
        var watch = Stopwatch.StartNew();
        var process = Process.Start(new ProcessStartInfo("dotnet", ["run", "--no-build", "-c", "Release", "--project", project])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        });
        var system = new SystemProcess(process ?? throw new InvalidOperationException("'dotnet run' could not be started."));
        using var client = new HttpClient { BaseAddress = system.Edge };
        await system.UntilAsync("the edge answers 200", async () => await AnswersAsync(client));
        system.ServedAfter = watch.Elapsed;
        return system;
    }

    /// <summary>The address that logs a browser in.</summary>
    public async Task<string> LoginUrlAsync()
    {
        await UntilAsync("the dashboard is there", () => Task.FromResult(_lines.Any(line => LoginUrl().IsMatch(line))));
        return LoginUrl().Match(_lines.First(line => LoginUrl().IsMatch(line))).Value;
    }

    public async ValueTask DisposeAsync()
    {
        // What it has started ends with it: the engine sees to that.
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        using var client = new HttpClient { BaseAddress = Edge };
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < Limit && await AnswersAsync(client);)
            await Task.Delay(50);
    }

    private static async Task<bool> AnswersAsync(HttpClient client)
    {
        try
        {
            using var answer = await client.GetAsync("/ping");
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private async Task UntilAsync(string what, Func<Task<bool>> holds)
    {
        for (var watch = Stopwatch.StartNew(); !await holds();)
        {
            if (_process.HasExited || watch.Elapsed > Limit)
                throw new InvalidOperationException($"Waited for: {what}. It wrote:\n{string.Join('\n', _lines)}");
            await Task.Delay(10);
        }
    }

    [GeneratedRegex(@"http://localhost:\d+/login\?t=\w+")]
    private static partial Regex LoginUrl();
}
