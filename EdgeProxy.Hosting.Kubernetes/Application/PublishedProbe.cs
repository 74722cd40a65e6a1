namespace EdgeProxy.Hosting.Kubernetes.Application;

/// <summary>An HTTP GET that says how a container is.</summary>
/// <param name="Path">The path.</param>
/// <param name="Port">The port that is asked.</param>
internal sealed record PublishedProbe(string Path, PublishedPort Port)
{
    /// <summary>How often it is asked; null for what suits most services.</summary>
    public ProbeTiming? Timing { get; init; }
}
