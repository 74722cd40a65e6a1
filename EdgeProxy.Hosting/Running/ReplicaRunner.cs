using EdgeProxy.Dashboard.ResourceFeed.Contract;
using EdgeProxy.Hosting.ApplicationModel;
using EdgeProxy.Hosting.Planning;
using EdgeProxy.Hosting.Ports;

namespace EdgeProxy.Hosting.Running;


/// <summary>
/// The life of one replica: wait for others, start, watch, restart on the same port after a crash, until the application stops. One loop
/// does all of it, so that no two things happen to a replica at once.
/// </summary>
internal sealed class ReplicaRunner(ResourcePlan resource, ReplicaPlan plan, ReplicaServices services)
{
    private readonly ReplicaState _state = new(
        plan, services.States, resource.IsExplicitStart ? KnownResourceStates.NotStarted : KnownResourceStates.Waiting);

    private readonly ReplicaCommands _commands = new();
    private readonly RestartBackoff _backoff = new();
    private readonly StartRecord _starts = new(services.Options.StartWindow);
    private readonly TaskCompletionSource _firstTry = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> _failedToStart = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private volatile ProcessPlan _process = plan.Process;

    public string Name => plan.InstanceName;

    /// <summary>What it is now.</summary>
    public CustomResourceSnapshot Snapshot => _state.Snapshot;

    /// <summary>What its next process is started from. A replica that lives is not touched.</summary>
    public ProcessPlan Process
    {
        get => _process;
        set => _process = value;
    }

    /// <summary>Completes when the first process was started, or cannot be yet.</summary>
    public Task FirstTry => _firstTry.Task;

    /// <summary>Completes with the message for a person when the replica does not start at all.</summary>
    public Task<string> FailedToStart => _failedToStart.Task;

    /// <summary>Passes a command on, or says why it makes no sense now.</summary>
    /// <returns>Null, or what is wrong with it.</returns>
    public string? Send(ReplicaCommand command)
    {
        var state = _state.Snapshot.State;
        if (!ReplicaCommands.IsAllowed(command, state))
            return $"'{Name}' cannot {command.ToString().ToLowerInvariant()} while it is {state}.";
        if (command == ReplicaCommand.Start && plan.Endpoints.FirstOrDefault(endpoint => !FreePorts.IsFree(endpoint.Port)) is { } taken)
            return $"'{Name}' cannot start: the port {taken.Port} of its endpoint '{taken.Name}' is taken{PortHolder.Describe(taken.Port)}. Stop that process first.";
        _commands.Send(command);
        return null;
    }

    /// <summary>Ends the process, where there is one, and starts another from <see cref="Process"/>, whatever the state is.</summary>
    public void Renew() => _commands.Send(ReplicaCommand.Restart);

    /// <summary>Runs the replica until <paramref name="stop"/>; what <paramref name="kill"/> finds alive is killed.</summary>
    public async Task RunAsync(CancellationToken stop, CancellationToken kill)
    {
        var isWanted = !resource.IsExplicitStart;
        while (!stop.IsCancellationRequested)
        {
            isWanted = isWanted
                ? await LiveOnceAsync(stop, kill)
                : await StartIsAskedAsync(stop);
        }

        _firstTry.TrySetResult();
    }

    /// <summary>One process from its start to its end.</summary>
    /// <returns>Whether there should be another one.</returns>
    private async Task<bool> LiveOnceAsync(CancellationToken stop, CancellationToken kill)
    {
        if (!await DependenciesAreHealthyAsync(stop))
            return false;
        var life = new ReplicaLife(plan with { Process = _process }, services, _state, _commands, _starts);
        var outcome = await life.RunAsync(_firstTry, stop, kill);
        switch (outcome)
        {
            case ReplicaOutcome.Crashed:
                return await PauseAsync(_backoff.Next(life.HealthyFor), stop);
            case ReplicaOutcome.Restarted:
                return true;
            case ReplicaOutcome.FailedToStart:
                _failedToStart.TrySetResult(FailureMessage.For(plan, life, services.Logs.For(Name)));
                return false;
            default:
                return false;
        }
    }

    private async Task<bool> StartIsAskedAsync(CancellationToken stop)
    {
        _firstTry.TrySetResult();
        var command = await CommandAsync(stop);
        _backoff.Reset();
        return command is ReplicaCommand.Start or ReplicaCommand.Restart;
    }

    /// <summary>Waits until all that the resource waits for is healthy, or somebody starts or stops it by hand.</summary>
    private async Task<bool> DependenciesAreHealthyAsync(CancellationToken stop)
    {
        using var wait = new DependencyWait(resource.WaitsFor, services.States);
        if (wait.IsOver)
            return true;
        _firstTry.TrySetResult();
        if (_state.Snapshot.State != KnownResourceStates.Waiting)
            _state.Enter(KnownResourceStates.Waiting);
        Say($"Waiting for {string.Join(", ", resource.WaitsFor)}");
        return await GoOnAsync(wait.CompleteAsync, stop);
    }

    private async Task<bool> PauseAsync(TimeSpan pause, CancellationToken stop)
    {
        if (pause == TimeSpan.Zero)
            return true;
        _state.Enter(KnownResourceStates.Waiting, snapshot => snapshot with { StateReason = $"Next try in {pause.TotalSeconds:0} s." });
        Say($"Next try in {pause.TotalSeconds:0} s");
        return await GoOnAsync(token => Task.Delay(pause, services.Time, token), stop);
    }

    /// <summary>Waits for something, or for the command that starts the replica now.</summary>
    /// <returns>Whether to start; false when it was stopped by hand, or the application stops.</returns>
    private async Task<bool> GoOnAsync(Func<CancellationToken, Task> wait, CancellationToken stop)
    {
        using var given = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var waiting = wait(given.Token);
        var command = CommandAsync(given.Token);
        await Task.WhenAny(waiting, command);
        await given.CancelAsync();
        await waiting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var isStopped = await command == ReplicaCommand.Stop || stop.IsCancellationRequested;
        if (isStopped)
            _state.Enter(KnownResourceStates.Exited);
        return !isStopped;
    }

    private async Task<ReplicaCommand?> CommandAsync(CancellationToken stop)
    {
        try
        {
            var command = await _commands.Next(stop);
            _commands.Take();
            return command;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private void Say(string text) => services.Output.WriteLine(Name, ConsoleStream.System, text);
}
