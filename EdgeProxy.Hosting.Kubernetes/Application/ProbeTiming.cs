namespace EdgeProxy.Hosting.Kubernetes.Application;

/// <summary>When a kubelet probes a container and what it makes of the answers.</summary>
/// <param name="InitialDelaySeconds">The time from the container's start to the first probe.</param>
/// <param name="PeriodSeconds">The time between two probes.</param>
/// <param name="TimeoutSeconds">The time for an answer.</param>
/// <param name="SuccessThreshold">How many successes in a row make it healthy.</param>
/// <param name="FailureThreshold">How many failures in a row make it unhealthy.</param>
internal sealed record ProbeTiming(int InitialDelaySeconds, int PeriodSeconds, int TimeoutSeconds, int SuccessThreshold, int FailureThreshold);
