namespace EdgeProxy.Hosting.Kubernetes.Application;

/// <summary>Where the requests of a path go.</summary>
/// <param name="Service">The name of the Service.</param>
/// <param name="Port">Its port.</param>
internal sealed record PublishedBackend(string Service, int Port)
{
    /// <summary>The value of the chart that is the port; null for none.</summary>
    public string? PortKey { get; init; }
}
