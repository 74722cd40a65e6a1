using EdgeProxy.Hosting.Publishing.Application;
using EdgeProxy.Hosting.Publishing.Settings;
using k8s.Models;

namespace EdgeProxy.Hosting.Publishing.Objects;

/// <summary>How Kubernetes learns that a container has started, takes requests and lives, and the pause before it is ended.</summary>
internal static class Probes
{
    // kube-proxy has taken an ended pod out within a second or two.
    public const long PauseSeconds = 5;

    // A headless Service's records live 5 s in the cluster's DNS, and the edge asks every 5 s.
    public const long HeadlessPauseSeconds = 15;

    public static V1Probe? Startup(PublishedWorkload workload) => workload.Readiness is not { } probe ? null : new()
    {
        HttpGet = Get(probe),
        PeriodSeconds = 1,
        TimeoutSeconds = 2,
        FailureThreshold = 60,
    };

    public static V1Probe? Readiness(PublishedWorkload workload) => workload.Readiness is not { } probe ? null : new()
    {
        HttpGet = Get(probe),
        PeriodSeconds = 2,
        TimeoutSeconds = 2,
        FailureThreshold = 2,
    };

    /// <summary>
    /// An edge's has both forms: the HTTP one needs the admin endpoint open for reading, the other takes its place where it is not.
    /// Its <c>/ready</c> would be wrong here: a draining edge is not ready, and must not be killed for it.
    /// </summary>
    public static V1Probe Liveness(PublishedWorkload workload) => new()
    {
        HttpGet = workload.Liveness is { } probe ? Get(probe) : null,
        TcpSocket = workload.IsEdge || workload.Liveness is null ? new() { Port = (workload.AdminPort ?? workload.Port).Number } : null,
        PeriodSeconds = 10,
        TimeoutSeconds = 2,
        FailureThreshold = 3,
    };

    /// <summary>An edge drains by itself on SIGTERM; a service stops listening at once and so waits until nobody sends it anything new.</summary>
    public static V1Lifecycle? PreStop(PublishedWorkload workload, PublishSettings settings) => workload.IsEdge ? null : new()
    {
        PreStop = new()
        {
            Sleep = new() { Seconds = settings.Has(PublishFeature.HeadlessServices) ? HeadlessPauseSeconds : PauseSeconds },
        },
    };

    private static V1HTTPGetAction Get(PublishedProbe probe) => new()
    {
        Path = probe.Path,
        Port = probe.Port.Number,
        Scheme = "HTTP",
    };
}
