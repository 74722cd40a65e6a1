using System.Text;
using EdgeProxy.Hosting.ApplicationModel;
using EdgeProxy.Hosting.Logs;

namespace EdgeProxy.Hosting.Running;


/// <summary>Says why a wait did not end: state, health report and last log lines of each replica.</summary>
internal sealed class WaitDiagnosis(ResourceStateStore states, ConsoleLogStore logs)
{
    private const int LastLines = 10;

    /// <summary>The exception of a wait that was given up. It stays a cancellation, so that callers who expect one see one.</summary>
    public OperationCanceledException Describe(string name, string what, Exception cause, CancellationToken cancellationToken)
    {
        var text = new StringBuilder($"The resource '{name}' was not {what} in time.");
        var replicas = states.Current.Where(replica =>
            string.Equals(replica.Resource.Name, name, StringComparison.OrdinalIgnoreCase) || string.Equals(replica.ResourceId, name, StringComparison.OrdinalIgnoreCase)).ToList();
        if (replicas.Count == 0)
            text.Append(" The application was not started.");
        foreach (var replica in replicas)
            Append(text, replica);
        return new OperationCanceledException(text.ToString(), cause, cancellationToken);
    }

    /// <summary>The exception of a wait for a replica that will not come back.</summary>
    public DistributedApplicationException HasEnded(string name, ResourceEvent replica)
    {
        var text = new StringBuilder($"The resource '{name}' will not be healthy.");
        Append(text, replica);
        return new DistributedApplicationException(text.ToString());
    }

    private void Append(StringBuilder text, ResourceEvent replica)
    {
        var snapshot = replica.Snapshot;
        text.AppendLine().Append($"  {replica.ResourceId}: {snapshot.State}");
        if (snapshot.ExitCode is { } exitCode)
            text.Append($", last exit code {exitCode}");
        if (snapshot.StateReason is { } reason)
            text.Append($", {reason}");
        text.Append('.');
        foreach (var report in snapshot.HealthReports)
            text.AppendLine().Append($"    Health check '{report.Name}': {report.Status?.ToString() ?? "not asked"}. {report.Description}");
        text.AppendLine().Append("   ");
        FailureMessage.AppendLines(text, logs.For(replica.ResourceId).Last(LastLines));
    }
}
