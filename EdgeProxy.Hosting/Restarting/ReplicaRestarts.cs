using System.Collections.Frozen;
using Aspire.Hosting.ApplicationModel;

namespace EdgeProxy.Hosting.Restarting;

/// <summary>
/// Decides from the states of one replica whether it is to be started again, and when.
/// <code>
///   Running -> ended                                unasked: restart
///   Running -> Stopping or Building -> ended        asked for by a person or a command: no restart
///   restart -> FailedToStart                        the restart did not succeed: another one
/// </code>
/// </summary>
internal sealed class ReplicaRestarts(RestartPolicy policy)
{
    private static readonly FrozenSet<string> RequestedStates = new[] { KnownResourceStates.Stopping, KnownResourceStates.Building }.ToFrozenSet();

    private readonly Lock _gate = new();
    private string? _state;
    private bool _isRequested;
    private bool _isRestarting;
    private int _failures;

    /// <summary>Takes a state of the replica.</summary>
    /// <param name="snapshot">The replica.</param>
    /// <returns>The pause before a restart, or null when there is none to make.</returns>
    public TimeSpan? Observe(CustomResourceSnapshot snapshot)
    {
        lock (_gate)
            return Decide(snapshot);
    }

    /// <summary>Takes note that the command to start the replica again did not succeed.</summary>
    /// <returns>The pause before the next one.</returns>
    public TimeSpan RestartFailed()
    {
        lock (_gate)
            return NextDelay();
    }

    private TimeSpan? Decide(CustomResourceSnapshot snapshot)
    {
        var state = snapshot.State?.Text;
        var previous = _state;
        if (state == previous)
            return null;
        _state = state;
        if (state == KnownResourceStates.Running)
        {
            _isRequested = false;
            _isRestarting = false;
            return null;
        }

        if (state is not null && RequestedStates.Contains(state))
            _isRequested = true;
        if (_isRequested || !KnownResourceStates.TerminalStates.Contains(state))
            return null;
        var isFailedRestart = _isRestarting && state == KnownResourceStates.FailedToStart;
        if (previous != KnownResourceStates.Running && !isFailedRestart)
            return null;
        if (snapshot.ExitCode == 0 && !policy.RestartOnSuccess)
            return null;
        if (!isFailedRestart && snapshot.StopTimeStamp - snapshot.StartTimeStamp >= policy.ResetAfter)
            _failures = 0;
        return NextDelay();
    }

    private TimeSpan NextDelay()
    {
        _isRestarting = true;
        var failures = _failures++;
        if (failures == 0)
            return policy.InitialDelay;
        var first = Math.Max(1, policy.InitialDelay.TotalSeconds);
        return TimeSpan.FromSeconds(Math.Min(policy.MaxDelay.TotalSeconds, first * Math.Pow(2, Math.Min(failures - 1, 30))));
    }
}
