namespace EdgeProxy.Hosting.Kubernetes.Application;

/// <summary>A request that says how a container is: an HTTP GET, or a connection.</summary>
/// <param name="Path">The path; null for a connection alone.</param>
/// <param name="Port">The port that is asked.</param>
internal sealed record PublishedProbe(string? Path, PublishedPort Port)
{
    /// <summary>How often it is asked; null for what suits most services.</summary>
    public ProbeTiming? Timing { get; init; }
}
