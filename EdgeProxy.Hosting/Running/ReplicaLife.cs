using EdgeProxy.Dashboard.ResourceFeed.Contract;
using EdgeProxy.Hosting.ApplicationModel;
using EdgeProxy.Hosting.Logs;
using EdgeProxy.Hosting.Planning;
using EdgeProxy.Hosting.Processes;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EdgeProxy.Hosting.Running;


/// <summary>One process of a replica, from its start to its end.</summary>
internal sealed class ReplicaLife(
    ReplicaPlan plan, ReplicaServices services, ReplicaState state, ReplicaCommands commands, StartRecord starts)
{
    /// <summary>Readers of a process's output that somebody else holds open are given up after this time.</summary>
    private static readonly TimeSpan OutputLimit = TimeSpan.FromSeconds(1);

    private long _started;
    private long? _healthySince;

    /// <summary>How long it was healthy without a break until its end.</summary>
    public TimeSpan HealthyFor => _healthySince is { } since ? services.Time.GetElapsedTime(since) : TimeSpan.Zero;

    /// <summary>How long the process lived.</summary>
    public TimeSpan Lived { get; private set; }

    public int? ExitCode { get; private set; }

    /// <summary>Why the operating system did not start it; null when it did.</summary>
    public string? StartFault { get; private set; }

    public async Task<ReplicaOutcome> RunAsync(TaskCompletionSource firstTry, CancellationToken stop, CancellationToken kill)
    {
        state.Enter(KnownResourceStates.Starting);
        ChildProcess child;
        try
        {
            child = await services.Launcher.StartAsync(plan.Process);
        }
        catch (ProcessStartException exception)
        {
            StartFault = exception.Message;
            state.Enter(KnownResourceStates.FailedToStart, snapshot => snapshot with { StateReason = exception.Message });
            firstTry.TrySetResult();
            return ReplicaOutcome.FailedToStart;
        }

        using (child)
        {
            var output = Task.WhenAll(Pump(child.Output, ConsoleStream.Stdout), Pump(child.Error, ConsoleStream.Stderr));
            HasStarted(child);
            firstTry.TrySetResult();
            using var ended = new CancellationTokenSource();
            var health = WatchHealthAsync(ended.Token);
            var outcome = await EndAsync(child, stop, kill);
            await ended.CancelAsync();
            await health;
            await Task.WhenAny(output, Task.Delay(OutputLimit, services.Time, CancellationToken.None));
            return outcome;
        }
    }

    private async Task<ReplicaOutcome> EndAsync(ChildProcess child, CancellationToken stop, CancellationToken kill)
    {
        var outcome = await DecideAsync(child, stop);
        if (outcome is ReplicaOutcome.Stopped or ReplicaOutcome.Restarted or ReplicaOutcome.ShutDown)
        {
            state.Enter(KnownResourceStates.Stopping);
            child.Terminate();
            using var given = CancellationTokenSource.CreateLinkedTokenSource(kill);
            await Task.WhenAny(child.Exited, Task.Delay(services.Options.StopTimeout, services.Time, given.Token));
            await given.CancelAsync();
            child.Kill();
        }

        var exitCode = await child.Exited;
        Lived = services.Time.GetElapsedTime(_started);
        ExitCode = exitCode;
        if (outcome == ReplicaOutcome.Crashed && exitCode == 0)
            outcome = ReplicaOutcome.Finished;
        else if (outcome == ReplicaOutcome.Crashed && starts.IsHopeless(Lived))
            outcome = ReplicaOutcome.FailedToStart;
        HasEnded(outcome, exitCode);
        return outcome;
    }

    /// <summary>Waits for the first of: its own end, a command, the end of the application.</summary>
    private async Task<ReplicaOutcome> DecideAsync(ChildProcess child, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var command = commands.Next(stop);
            if (await Task.WhenAny(child.Exited, command) == child.Exited)
                return ReplicaOutcome.Crashed;
            if (stop.IsCancellationRequested)
                break;
            commands.Take();
            switch (await command)
            {
                case ReplicaCommand.Stop:
                    return ReplicaOutcome.Stopped;
                case ReplicaCommand.Restart:
                    return ReplicaOutcome.Restarted;
                default:
                    // It runs already.
                    continue;
            }
        }

        return ReplicaOutcome.ShutDown;
    }

    private void HasStarted(ChildProcess child)
    {
        _started = services.Time.GetTimestamp();
        var now = services.Time.GetUtcNow();
        var isHealthy = plan.HealthChecks.Count == 0;
        if (isHealthy)
            _healthySince = _started;
        state.Enter(KnownResourceStates.Running, snapshot => snapshot with
        {
            ProcessId = child.Id,
            StartTimeStamp = now,
            StopTimeStamp = null,
            HealthStatus = isHealthy ? HealthStatus.Healthy : HealthStatus.Unhealthy,
        });
        Say($"Running, process {child.Id}{Where()}");
    }

    private void HasEnded(ReplicaOutcome outcome, int exitCode)
    {
        var now = services.Time.GetUtcNow();
        var text = outcome switch
        {
            ReplicaOutcome.Finished => KnownResourceStates.Finished,
            ReplicaOutcome.FailedToStart => KnownResourceStates.FailedToStart,
            _ => KnownResourceStates.Exited,
        };
        state.Enter(text, snapshot => snapshot with
        {
            ProcessId = null,
            StopTimeStamp = now,
            ExitCode = exitCode,
            Restarts = snapshot.Restarts + (outcome == ReplicaOutcome.Crashed ? 1 : 0),
        });
        Say($"{text}, exit code {exitCode}, after {Lived.TotalSeconds:0.0} s");
    }

    private async Task WatchHealthAsync(CancellationToken ended)
    {
        if (plan.HealthChecks.Count > 0)
            await services.Health.RunAsync(plan.HealthChecks, Report, ended);
    }

    private void Report(HealthStatus status, IReadOnlyList<HealthReportSnapshot> reports)
    {
        var isHealthy = status == HealthStatus.Healthy;
        if (isHealthy != _healthySince.HasValue)
        {
            var reason = reports.FirstOrDefault(report => report.Status != HealthStatus.Healthy)?.Description;
            Say(isHealthy ? $"healthy, {services.Time.GetElapsedTime(_started).TotalSeconds:0.00} s after its start" : $"unhealthy: {reason}");
            _healthySince = isHealthy ? services.Time.GetTimestamp() : null;
            if (isHealthy)
                starts.Served();
        }

        state.Report(status, reports);
    }

    private string Where() => plan.Endpoints.Count == 0 ? "" : " at " + string.Join(", ", plan.Endpoints.Select(endpoint => endpoint.Url));

    private Task Pump(StreamReader reader, ConsoleStream stream) =>
        LinePump.RunAsync(reader, line => services.Output.WriteLine(plan.InstanceName, stream, line));

    private void Say(string text) => services.Output.WriteLine(plan.InstanceName, ConsoleStream.System, text);
}
