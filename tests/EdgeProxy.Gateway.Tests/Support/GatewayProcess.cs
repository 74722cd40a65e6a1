using System.Diagnostics;
using System.Net;
using EdgeProxy.TestKit;

namespace EdgeProxy.Gateway.Tests.Support;

/// <summary>
/// The gateway as a process of its own, for what only a process has: signals, an exit code, a home. It listens on an address of its own
/// (127.1.x.y): no client's source port can take its ports while it restarts.
/// </summary>
public sealed class GatewayProcess : IAsyncDisposable
{
    private const int Port = 30000;
    private const int AdminPort = 9901;
    private static readonly TimeSpan LongestStop = TimeSpan.FromSeconds(30);
    private static int _last = Environment.ProcessId % 200;
    private readonly Dictionary<string, string> _environment;
    private readonly string[] _settings;
    private readonly List<string> _output = [];
    private readonly HttpClient _admin;
    private Process? _process;

    /// <param name="environment">What stands in its environment; <c>{ip}</c> stands for its address.</param>
    /// <param name="settings">Settings as <c>Key=value</c>.</param>
    public GatewayProcess(Dictionary<string, string> environment, string[] settings)
    {
        _environment = environment;
        _settings = settings;
        Ip = IPAddress.Parse($"127.1.{Environment.ProcessId % 250}.{1 + (Interlocked.Increment(ref _last) % 250)}");
        _admin = new HttpClient { BaseAddress = new Uri($"http://{Ip}:{AdminPort}") };
    }

    public GatewayProcess(params string[] settings)
        : this([], settings)
    {
    }

    public IPAddress Ip { get; }

    /// <summary>Where it starts: settings there take the place of the shipped ones.</summary>
    public string Folder { get; init; } = TestSettings.Folder;

    public IPEndPoint EndPoint => new(Ip, Port);

    public Uri Address => new($"http://{Ip}:{Port}");

    /// <summary>What it wrote so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return string.Join('\n', _output);
        }
    }

    /// <summary>Starts it and waits until <c>/ready</c> says so.</summary>
    public async Task StartAsync()
    {
        Launch();
        await Eventually.HoldsAsync($"a gateway that is ready on {Ip}", async () =>
        {
            Assert.False(_process!.HasExited, Output);
            return await IsReadyAsync();
        });
    }

    /// <summary>Starts it and waits for its end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunToEndAsync()
    {
        Launch();
        return await EndAsync();
    }

    public async Task<bool> IsReadyAsync()
    {
        try
        {
            using var ready = await _admin.GetAsync("/ready", TestContext.Current.CancellationToken);
            return ready.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    /// <summary>The most memory that it had at once, in MiB.</summary>
    public double PeakMemory()
    {
        const string Field = "VmHWM:";
        var line = File.ReadLines($"/proc/{_process!.Id}/status").Single(line => line.StartsWith(Field, StringComparison.Ordinal));
        return double.Parse(line[Field.Length..^"kB".Length], System.Globalization.CultureInfo.InvariantCulture) / 1024;
    }

    /// <summary>A number of <c>/stats</c>.</summary>
    public async Task<long> StatAsync(string name)
    {
        var text = await _admin.GetStringAsync($"/stats?filter=^{name}$", TestContext.Current.CancellationToken);
        return long.Parse(text.Split(": ")[1], System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>The answer of the admin port to a POST.</summary>
    public async Task<string> PostAdminAsync(string path)
    {
        using var response = await _admin.PostAsync(path, null, TestContext.Current.CancellationToken);
        return await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    public void Signal(string signal) => Signals.Send(_process!.Id, signal);

    /// <summary>Whether the process has a handler for SIGUSR1: before that it is not the gateway's doing what a signal does.</summary>
    public bool HandlesSignals()
    {
        const string Field = "SigCgt:";
        var line = File.ReadLines($"/proc/{_process!.Id}/status").First(line => line.StartsWith(Field, StringComparison.Ordinal));
        return (ulong.Parse(line[Field.Length..].Trim(), System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture) & (1UL << 9)) != 0;
    }

    /// <summary>SIGTERM, and the wait for the end.</summary>
    /// <returns>The exit code.</returns>
    public Task<int> TerminateAsync()
    {
        Signals.Send(_process!.Id, Signals.Terminate);
        return EndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }

        _process?.Dispose();
        _admin.Dispose();
    }

    private void Launch()
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Folder };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "EdgeProxy.Gateway.dll"));
        string[] all = [$"Edge:Listener:Address={Ip}", $"Edge:Admin:Address={Ip}", "Edge:Admin:Access=All", .. _settings];
        foreach (var setting in all)
            start.ArgumentList.Add($"--{setting}");
        foreach (var (name, value) in _environment)
            start.Environment[name] = value.Replace("{ip}", Ip.ToString(), StringComparison.Ordinal);
        _process?.Dispose();
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private async Task<int> EndAsync()
    {
        await _process!.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(LongestStop, TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    private void Note(string? line)
    {
        lock (_output)
            _output.Add(line ?? "");
    }
}
