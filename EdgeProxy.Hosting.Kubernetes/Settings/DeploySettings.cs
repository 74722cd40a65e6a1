namespace EdgeProxy.Hosting.Kubernetes.Settings;

/// <summary>How the step <c>deploy</c> works: the <c>Publish:Deploy</c> section.</summary>
internal sealed record DeploySettings
{
    /// <summary><c>helm</c> or <c>kubectl</c>; null for helm with the full profile and kubectl with the others.</summary>
    public string? Tool { get; init; }

    /// <summary>The context of the kubeconfig; null for the current one.</summary>
    public string? Context { get; init; }

    /// <summary>The kubeconfig file; null for the one that kubectl finds itself.</summary>
    public string? KubeConfig { get; init; }

    /// <summary>Whether the images are built first.</summary>
    public bool BuildImages { get; init; } = true;

    /// <summary>How images get into a local cluster: <c>kind</c>, <c>minikube</c>, <c>k3d</c> or <c>none</c>; null to choose by the context's name.</summary>
    public string? LoadImages { get; init; }

    /// <summary>The platforms of the images, as .NET runtime identifiers with <c>+</c> between them; null for the one of this machine.</summary>
    public string? RuntimeIdentifiers { get; init; }

    /// <summary>How long the rollout may take, in seconds, 1 to 3600.</summary>
    public int TimeoutSeconds { get; init; } = 180;
}
