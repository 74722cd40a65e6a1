using EdgeProxy.Hosting.Kubernetes.Application;
using EdgeProxy.Hosting.Kubernetes.Settings;
using EdgeProxy.Hosting.Kubernetes.Templating;
using k8s.Models;

namespace EdgeProxy.Hosting.Kubernetes.Objects;

/// <summary>How Kubernetes learns that a container has started, takes requests and lives, and the pause before it is ended.</summary>
internal static class Probes
{
    // kube-proxy has taken an ended pod out within a second or two.
    public const long PauseSeconds = 5;

    // A headless Service's records live 5 s in the cluster's DNS, and the edge asks every 5 s.
    public const long HeadlessPauseSeconds = 15;

    // The edge's only pod goes on taking requests until its successor is ready: kube-proxy sends them to a pod that ends as long as that is ready,
    // where there is no other. So /ready stays 200 for this long, and fails afterwards, for load balancers outside of the cluster that ask it.
    public const long EdgePauseSeconds = 10;

    // On SIGTERM the edge accepts for 5 s more and gives requests in flight 20 s.
    public const long EdgeDrainSeconds = 25;

    private static readonly ProbeTiming StartupTiming = new(0, PeriodSeconds: 1, TimeoutSeconds: 2, 0, FailureThreshold: 60);
    // A database may have to recover first.
    private static readonly ProbeTiming ConnectionStartupTiming = StartupTiming with { PeriodSeconds = 2, FailureThreshold = 300 };
    private static readonly ProbeTiming ReadinessTiming = new(0, PeriodSeconds: 2, TimeoutSeconds: 2, 0, FailureThreshold: 2);
    private static readonly ProbeTiming LivenessTiming = new(0, PeriodSeconds: 10, TimeoutSeconds: 2, 0, FailureThreshold: 3);

    public static V1Probe? Startup(PublishedWorkload workload) =>
        workload.RunsToCompletion ? null : workload.Startup is { } startup ? Probe(startup, StartupTiming) : workload.Readiness is { } readiness ? Probe(readiness with { Timing = null }, readiness.Path is null ? ConnectionStartupTiming : StartupTiming) : null;

    public static V1Probe? Readiness(PublishedWorkload workload) => !workload.RunsToCompletion && workload.Readiness is { } probe ? Probe(probe, ReadinessTiming) : null;

    /// <summary>
    /// An edge's has both forms: the HTTP one needs the admin endpoint open for reading, the other takes its place where it is not.
    /// Its <c>/ready</c> would be wrong here: a draining edge is not ready, and must not be killed for it.
    /// </summary>
    public static V1Probe? Liveness(PublishedWorkload workload)
    {
        if (workload.RunsToCompletion || (workload.Liveness is null && (workload.AdminPort ?? workload.Port) is null))
            return null;
        var probe = workload.Liveness is { } liveness ? Probe(liveness, LivenessTiming) : WithTiming(new V1Probe(), LivenessTiming);
        if (workload.IsEdge || workload.Liveness is null)
            probe.TcpSocket = new() { Port = (workload.AdminPort ?? workload.Port)!.Number };
        return probe;
    }

    /// <summary>The pause before SIGTERM, in which nothing changes for those that still send requests. A service stops listening at once when it comes, an edge drains.</summary>
    public static V1Lifecycle PreStop(PublishedWorkload workload, PublishSettings settings) => new()
    {
        PreStop = new()
        {
            Sleep = new()
            {
                Seconds = workload.IsEdge ? EdgePauseSeconds : workload.PodsService is not null && settings.ResolvesPods(workload).IsOn ? HeadlessPauseSeconds : PauseSeconds,
            },
        },
    };

    private static V1Probe Probe(PublishedProbe probe, ProbeTiming timing) => WithTiming(
        probe.Path is null
            ? new V1Probe { TcpSocket = new() { Port = probe.Port.Number } }
            : new V1Probe
            {
                HttpGet = new()
                {
                    Path = probe.Path,
                    Port = probe.Port.Number,
                    Scheme = "HTTP",
                },
            },
        probe.Timing ?? timing);

    private static V1Probe WithTiming(V1Probe probe, ProbeTiming timing)
    {
        probe.InitialDelaySeconds = timing.InitialDelaySeconds > 0 ? timing.InitialDelaySeconds : null;
        probe.PeriodSeconds = timing.PeriodSeconds;
        probe.TimeoutSeconds = timing.TimeoutSeconds;
        probe.SuccessThreshold = timing.SuccessThreshold > 1 ? timing.SuccessThreshold : null;
        probe.FailureThreshold = timing.FailureThreshold;
        return probe;
    }
}
