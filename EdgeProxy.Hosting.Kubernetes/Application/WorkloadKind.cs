namespace EdgeProxy.Hosting.Kubernetes.Application;

/// <summary>The kind of the Kubernetes object that runs a workload's pods.</summary>
internal enum WorkloadKind
{
    /// <summary>Pods that can be replaced by others at any time.</summary>
    Deployment,

    /// <summary>A pod with a volume that only one pod may use: its successor starts when it is gone.</summary>
    StatefulSet,

    /// <summary>A process that ends: others wait for its completion.</summary>
    Job,

    /// <summary>A process that ends and that somebody starts by hand: a suspended CronJob is its template.</summary>
    CronJob,
}
