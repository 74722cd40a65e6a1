using System.Diagnostics;

namespace EdgeProxy.Hosting.Processes;


/// <summary>
/// A small shell that outlives us by a moment: it reads which process groups are alive, and kills them when its input closes, which the
/// operating system does however this process ends. It reaches what a child has started itself, too, and removes its container.
/// </summary>
internal sealed class Watchdog : IAsyncDisposable
{
    private const string Script = """
        trap '' INT TERM HUP QUIT
        alive=
        without() { rest=; for other in $alive; do [ "$other" = "$1" ] || rest="$rest $other"; done; alive=$rest; }
        while read -r word id command; do
          case $word in
            +) alive="$alive $id" ;;
            -) without "$id"; eval "after_$id=" ;;
            !) eval "after_$id=\$command" ;;
          esac
        done
        for id in $alive; do kill -KILL "-$id" 2>/dev/null || kill -KILL "$id" 2>/dev/null; done
        for id in $alive; do eval "eval \"\$after_$id\"" </dev/null >/dev/null 2>&1; done
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

    /// <summary>Says what is run after the end of a process group that this process did not see.</summary>
    public void After(int processGroup, IReadOnlyList<string> commandLine) =>
        Write($"! {processGroup} {string.Join(' ', commandLine.Select(part => $"'{part.Replace("'", "'\\''", StringComparison.Ordinal)}'"))}\n");

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
