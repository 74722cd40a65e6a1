namespace EdgeProxy.Hosting.Kubernetes.Application;

/// <summary>What a container asks for and what it may use, in Kubernetes' quantities.</summary>
/// <param name="CpuRequest">CPU that is kept for it: <c>100m</c> is a tenth of a core.</param>
/// <param name="MemoryRequest">Memory that is kept for it.</param>
/// <param name="CpuLimit">CPU it is held to.</param>
/// <param name="MemoryLimit">Memory above which it is ended.</param>
internal sealed record PublishedResources(string CpuRequest, string MemoryRequest, string CpuLimit, string MemoryLimit)
{
    /// <summary>For what every request passes through.</summary>
    public static readonly PublishedResources Edge = new("100m", "128Mi", "2", "512Mi");

    /// <summary>For a container of a third party: a database, say.</summary>
    public static readonly PublishedResources Container = new("50m", "128Mi", "2", "1Gi");

    /// <summary>For a service behind it.</summary>
    public static readonly PublishedResources Service = new("50m", "64Mi", "1", "256Mi");
}
