using System.Diagnostics;

namespace EdgeProxy.Hosting.Processes;


/// <summary>
/// A small shell that outlives us by a moment: it reads which process groups are alive, and kills them when its input closes, which the
/// operating system does however this process ends. It reaches what a child has started itself, too.
/// </summary>
internal sealed class Watchdog : IAsyncDisposable
{
    private const string Script = """
        trap '' INT TERM HUP QUIT
        alive=
        while read -r word id; do
          if [ "$word" = + ]; then
            alive="$alive $id"
          else
            rest=
            for other in $alive; do [ "$other" = "$id" ] || rest="$rest $other"; done
            alive=$rest
          fi
        done
        for id in $alive; do kill -KILL "-$id" 2>/dev/null || kill -KILL "$id" 2>/dev/null; done
        """;

    private readonly Lock _lock = new();
    private Process? _process;

    /// <summary>Starts the shell, where there is one. Called on the launcher's thread.</summary>
    public void EnsureStarted()
    {
        if (_process is not null || OperatingSystem.IsWindows())
            return;
        var process = new Process { StartInfo = ChildStartInfo.Create([.. ChildStartInfo.NewSession(), "/bin/sh", "-c", Script]) };
        process.Start();
        _process = process;
    }

    public void Add(int processGroup) => Write($"+ {processGroup}\n");

    public void Remove(int processGroup) => Write($"- {processGroup}\n");

    public async ValueTask DisposeAsync()
    {
        Process? process;
        lock (_lock)
        {
            process = _process;
            _process = null;
            process?.StandardInput.Close();
        }

        if (process is null)
            return;
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private void Write(string line)
    {
        lock (_lock)
        {
            if (_process is null)
                return;
            try
            {
                _process.StandardInput.Write(line);
                _process.StandardInput.Flush();
            }
            catch (IOException)
            {
                // Somebody has killed the watchdog. The parent-death signal still holds on Linux, and so does an orderly stop everywhere.
            }
        }
    }
}
