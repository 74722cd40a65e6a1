using System.Diagnostics;

namespace EdgeProxy.Hosting.Processes;


/// <summary>A running child. It leads a process group of its own, which is ended with it.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;
    private readonly Watchdog _watchdog;
    private readonly IReadOnlyList<string> _cleanup;
    private readonly TaskCompletionSource<int> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ChildProcess(Process process, IReadOnlyList<string> cleanup, Watchdog watchdog)
    {
        _process = process;
        _watchdog = watchdog;
        _cleanup = cleanup;
        _process.Exited += (_, _) => _ = HasExitedAsync();
    }

    public int Id { get; private set; }

    public StreamReader Output => _process.StandardOutput;

    public StreamReader Error => _process.StandardError;

    /// <summary>Completes with the exit code: 128 and the signal's number when a signal ended it.</summary>
    public Task<int> Exited => _exited.Task;

    public void Started()
    {
        Id = _process.Id;
        _process.StandardInput.Close();
        if (_cleanup.Count > 0)
            _watchdog.After(Id, _cleanup);
        _watchdog.Add(Id);
    }

    /// <summary>Asks the process to end: SIGTERM. On Windows, where there is no such thing, it is ended.</summary>
    public void Terminate()
    {
        if (Exited.IsCompleted)
            return;
        if (OperatingSystem.IsWindows())
            Kill();
        else
            _ = NativeMethods.Kill(Id, NativeMethods.SignalTerminate);
    }

    /// <summary>Ends the process and all that it has started.</summary>
    public void Kill()
    {
        if (Exited.IsCompleted)
            return;
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or System.ComponentModel.Win32Exception or AggregateException)
        {
            // It, or a part of its tree, ended by itself meanwhile; what is left of its group goes when its exit is seen.
        }
    }

    public void Dispose() => _process.Dispose();

    private async Task HasExitedAsync()
    {
        try
        {
            if (Id == 0)
                return;

            // What it leaves behind in its group would hold its ports.
            if (!OperatingSystem.IsWindows())
                _ = NativeMethods.Kill(-Id, NativeMethods.SignalKill);
            if (_cleanup.Count > 0)
                await ProcessCleanup.RunAsync(_cleanup);
            _watchdog.Remove(Id);
        }
        finally
        {
            _exited.TrySetResult(_process.ExitCode);
        }
    }
}
