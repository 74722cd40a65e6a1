using System.Reflection;

namespace EdgeProxy.Hosting.Testing;


/// <summary>
/// The AppHost's <c>Main</c> on a thread of its own. It stops twice: in <c>Build()</c>, until the test has changed what it wants to, and in
/// <c>Run()</c>, until the test has disposed of the application.
/// </summary>
internal sealed class TestedEntryPoint(Assembly assembly) : IDisposable
{
    private readonly TaskCompletionSource<IDistributedApplicationBuilder> _builder = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<DistributedApplication> _application = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _mayBuild = new();
    private volatile bool _isGivenUp;

    /// <summary>Starts the thread and waits for the model.</summary>
    public Task<IDistributedApplicationBuilder> StartAsync(string[] args, CancellationToken cancellationToken)
    {
        new Thread(() => Run(args)) { IsBackground = true, Name = $"{assembly.GetName().Name} under test" }.Start();
        return _builder.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Lets <c>Build()</c> go on and waits for <c>Run()</c>.</summary>
    public Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken)
    {
        _mayBuild.Set();
        return _application.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Ends the thread of an AppHost that nobody has built.</summary>
    public void GiveUp()
    {
        _isGivenUp = true;
        _mayBuild.Set();
    }

    public void Dispose() => _mayBuild.Dispose();

    private void Run(string[] args)
    {
        AppHostContext.Current = AppHostContext.For(assembly, TextWriter.Null, TextWriter.Null) with
        {
            IsTest = true,
            Building = Building,
            RunInstead = RunInsteadAsync,
            Disposed = DisposedAsync,
        };
        try
        {
            var main = assembly.EntryPoint ?? throw new InvalidOperationException($"'{assembly.GetName().Name}' has no entry point.");
            var result = main.Invoke(null, main.GetParameters().Length == 0 ? [] : [args]);
            if (result is Task task)
                task.GetAwaiter().GetResult();
            Fail(new DistributedApplicationException($"'{assembly.GetName().Name}' ended without running an application: its AppHost.cs should end with 'builder.Build().Run();'."));
        }
#pragma warning disable CA1031 // Whatever the AppHost throws belongs to the test that waits for it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Fail(exception is TargetInvocationException { InnerException: { } inner } ? inner : exception);
        }
        finally
        {
            _ended.TrySetResult();
        }
    }

    private void Fail(Exception exception)
    {
        _builder.TrySetException(exception);
        _application.TrySetException(exception);

        // Seen by nobody when the test has already got what it waited for.
        _ = _builder.Task.Exception;
        _ = _application.Task.Exception;
    }

    private void Building(IDistributedApplicationBuilder builder)
    {
        _builder.TrySetResult(builder);
        _mayBuild.Wait();
        if (_isGivenUp)
            throw new OperationCanceledException("The test has disposed of the builder.");
    }

    private async Task RunInsteadAsync(DistributedApplication application)
    {
        _application.TrySetResult(application);
        await _disposed.Task;
    }

    private async Task DisposedAsync()
    {
        _disposed.TrySetResult();
        await _ended.Task;
    }
}
