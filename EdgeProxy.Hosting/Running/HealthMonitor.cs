using System.Diagnostics;
using EdgeProxy.Hosting.ApplicationModel;
using EdgeProxy.Hosting.Planning;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EdgeProxy.Hosting.Running;


/// <summary>
/// Asks the health checks of one running process: every 50 ms until all pass for the first time, then at Aspire's pace, every 30 s while
/// they pass, and after 1, 2, 3 ... 5 s while they do not.
/// </summary>
internal sealed class HealthMonitor(HealthProbe probe, TimeProvider time)
{
    private static readonly TimeSpan BeforeFirst = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan WhileHealthy = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstAfterFailure = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestAfterFailure = TimeSpan.FromSeconds(5);

    /// <summary>Asks until it is cancelled, and reports each change.</summary>
    public async Task RunAsync(
        IReadOnlyList<HealthCheckPlan> checks, Action<HealthStatus, IReadOnlyList<HealthReportSnapshot>> report, CancellationToken cancellationToken)
    {
        Debug.Assert(checks.Count > 0, "Without checks a running replica is healthy.");
        var wasHealthy = false;
        var pause = FirstAfterFailure;
        IReadOnlyList<HealthReportSnapshot> last = [];
        while (!cancellationToken.IsCancellationRequested)
        {
            var reports = await Task.WhenAll(checks.Select(check => probe.AskAsync(check, cancellationToken)));
            if (cancellationToken.IsCancellationRequested)
                return;
            var isHealthy = reports.All(one => one.Status == HealthStatus.Healthy);
            if (!reports.SequenceEqual(last))
                report(isHealthy ? HealthStatus.Healthy : HealthStatus.Unhealthy, last = reports);
            var next = isHealthy ? WhileHealthy : wasHealthy ? pause : BeforeFirst;
            pause = isHealthy || pause + FirstAfterFailure > LongestAfterFailure ? isHealthy ? FirstAfterFailure : LongestAfterFailure : pause + FirstAfterFailure;
            wasHealthy |= isHealthy;
            await Task.Delay(next, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
