using System.Collections.Concurrent;
using System.Diagnostics;
using EdgeProxy.Hosting.Planning;

namespace EdgeProxy.Hosting.Processes;


/// <summary>
/// Starts every child process from one thread that lives as long as the engine. On Linux the kernel sends a child its parent-death
/// signal when the <em>thread</em> that started it ends: a child started from a pool thread would die when the pool lets that thread go.
/// </summary>
internal sealed class ProcessLauncher : IAsyncDisposable
{
    private readonly BlockingCollection<Action> _work = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Watchdog _watchdog;
    private bool _isDisposed;

    public ProcessLauncher()
    {
        _watchdog = new Watchdog();
        new Thread(Work) { IsBackground = true, Name = "process launcher" }.Start();
    }

    /// <summary>Starts a process in a session of its own, which ends with this process, however that ends.</summary>
    /// <exception cref="ProcessStartException">The operating system refused.</exception>
    public Task<ChildProcess> StartAsync(ProcessPlan plan)
    {
        var started = new TaskCompletionSource<ChildProcess>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() =>
        {
            try
            {
                started.SetResult(Start(plan));
            }
            catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or InvalidOperationException or IOException)
            {
                started.SetException(new ProcessStartException($"'{plan.FileName}' cannot be started: {exception.Message}", exception));
            }
        });
        return started.Task;
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
            return;
        _work.CompleteAdding();
        await _ended.Task;
        await _watchdog.DisposeAsync();
        _work.Dispose();
    }

    private void Work()
    {
        foreach (var start in _work.GetConsumingEnumerable())
            start();
        _ended.SetResult();
    }

    private ChildProcess Start(ProcessPlan plan)
    {
        _watchdog.EnsureStarted();
        var process = new Process { StartInfo = ChildStartInfo.Create(plan), EnableRaisingEvents = true };
        var child = new ChildProcess(process, plan.Cleanup, _watchdog);
        process.Start();
        child.Started();
        return child;
    }
}
