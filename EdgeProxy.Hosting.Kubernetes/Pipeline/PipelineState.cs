using EdgeProxy.Hosting.Kubernetes.Deploying;

namespace EdgeProxy.Hosting.Kubernetes.Pipeline;

/// <summary>What the steps of one run of the pipeline hand to each other; they run one after the other where it matters.</summary>
internal sealed class PipelineState
{
    /// <summary>The images that were built, by the name of the workload.</summary>
    public Dictionary<string, BuiltImage> Images { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether this run deploys: the cluster answers.</summary>
    public bool IsDeployment { get; set; }

    /// <summary>The number of pods of each Deployment in the cluster; null where it was not queried.</summary>
    public IReadOnlyDictionary<string, int>? LiveReplicas { get; set; }
}
