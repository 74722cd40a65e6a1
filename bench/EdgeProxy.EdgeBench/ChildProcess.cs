using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace EdgeProxy.EdgeBench;

/// <summary>A server under test: it is killed with its children at the end, whatever happened.</summary>
internal sealed class ChildProcess : IAsyncDisposable
{
    private const double TicksPerSecond = 100;
    private readonly Process _process;

    private ChildProcess(Process process) => _process = process;

    /// <summary>Starts a program and waits until its port takes connections.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="port">The port that it will listen on.</param>
    /// <param name="logFile">Where its output goes.</param>
    /// <param name="environment">What is added to the environment.</param>
    /// <exception cref="InvalidOperationException">It ended, or did not listen within 20 s.</exception>
    public static async Task<ChildProcess> StartAsync(
        string[] command, int port, string logFile, IReadOnlyDictionary<string, string>? environment = null)
    {
        // Straight into the file: a pipe through this process would cost processor time that nobody is charged for. Not with sh, which
        // may drop variables like services__ping-svc__http__0.
        string[] arguments = ["-c", "exec \"$@\" >\"$0\" 2>&1", logFile, .. command];
        var start = new ProcessStartInfo("/bin/bash", arguments) { WorkingDirectory = Path.GetDirectoryName(logFile) };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        var child = new ChildProcess(Process.Start(start)!);
        var watch = Stopwatch.StartNew();
        while (!await TakesConnectionsAsync(port))
        {
            if (child._process.HasExited || watch.Elapsed > TimeSpan.FromSeconds(20))
            {
                await child.DisposeAsync();
                throw new InvalidOperationException($"'{string.Join(' ', command)}' does not listen on {port}: {await File.ReadAllTextAsync(logFile)}");
            }

            await Task.Delay(1);
        }

        return child;
    }

    /// <summary>User and system time of the process and its children so far.</summary>
    public TimeSpan ProcessorTime() => TimeSpan.FromSeconds(Tree().Sum(Ticks) / TicksPerSecond);

    /// <summary>A field of <c>/proc/PID/status</c> in MiB, summed over the process and its children.</summary>
    public double Memory(string field) => Tree().Sum(pid =>
    {
        var line = File.ReadLines($"/proc/{pid}/status").FirstOrDefault(line => line.StartsWith(field + ":", StringComparison.Ordinal)) ?? "x 0";
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2..][0], CultureInfo.InvariantCulture) / 1024;
    });

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<bool> TakesConnectionsAsync(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private IEnumerable<int> Tree() => Descendants(_process.Id).Prepend(_process.Id);

    private static IEnumerable<int> Descendants(int pid)
    {
        foreach (var task in Directory.EnumerateDirectories($"/proc/{pid}/task"))
        {
            foreach (var child in File.ReadAllText($"{task}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                var id = int.Parse(child, CultureInfo.InvariantCulture);
                yield return id;
                foreach (var grandchild in Descendants(id))
                    yield return grandchild;
            }
        }
    }

    private static double Ticks(int pid)
    {
        // "pid (name) state ppid ...": the 14th and 15th field (proc(5)); the name may hold spaces.
        var text = File.ReadAllText($"/proc/{pid}/stat");
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        return double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture);
    }
}
