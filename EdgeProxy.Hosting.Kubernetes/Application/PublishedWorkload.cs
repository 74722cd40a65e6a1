using Aspire.Hosting.Kubernetes;

namespace EdgeProxy.Hosting.Kubernetes.Application;

/// <summary>A project or a container of the application as Kubernetes runs it: one object that runs its pods, and one Service where it has a port.</summary>
internal sealed record PublishedWorkload
{
    /// <summary>The name of the Deployment, the Service, the container and the label <c>app</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The kind of the object that runs its pods.</summary>
    public WorkloadKind Kind { get; init; }

    /// <summary>The project file, from which the image is built; empty for a container, whose image is there already.</summary>
    public required string ProjectPath { get; init; }

    /// <summary>The image.</summary>
    public required ImageReference Image { get; init; }

    /// <summary>When the image is pulled: <c>Never</c>, <c>IfNotPresent</c> or <c>Always</c>.</summary>
    public required string PullPolicy { get; init; }

    /// <summary>The number of pods.</summary>
    public required int Replicas { get; init; }

    /// <summary>The port that callers use; null for a worker, which nobody calls.</summary>
    public required PublishedPort? Port { get; init; }

    /// <summary>The admin endpoint of an edge; null for a service.</summary>
    public PublishedPort? AdminPort { get; init; }

    /// <summary>Whether clients outside of the application use it.</summary>
    public bool IsExternal { get; init; }

    /// <summary>The type of the Service.</summary>
    public string ServiceType { get; init; } = "ClusterIP";

    /// <summary>The fixed port of each node; 0 lets the cluster pick one.</summary>
    public int NodePort { get; init; }

    /// <summary>Variables that the application sets, in order of their names.</summary>
    public IReadOnlyList<PublishedVariable> Environment { get; init; } = [];

    /// <summary>Arguments of the process.</summary>
    public IReadOnlyList<PublishedText> Args { get; init; } = [];

    /// <summary>The workloads that it calls, in the application's order.</summary>
    public IReadOnlyList<PublishedReference> References { get; init; } = [];

    /// <summary>The names of those that call it, in the application's order.</summary>
    public IReadOnlyList<string> Callers { get; init; } = [];

    /// <summary>The startup probe; null for the readiness probe in its place.</summary>
    public PublishedProbe? Startup { get; init; }

    /// <summary>The readiness probe; null for nothing.</summary>
    public PublishedProbe? Readiness { get; init; }

    /// <summary>The liveness probe; null to check only that its port answers.</summary>
    public PublishedProbe? Liveness { get; init; }

    /// <summary>What it asks for and may use.</summary>
    public required PublishedResources Resources { get; init; }

    /// <summary>The headless Service that resolves to every pod, for the edges that call it; null where no edge does.</summary>
    public string? PodsService { get; init; }

    /// <summary>What changes whenever the content of the image does (<c>sha256:...</c>); null where no image was built.</summary>
    public string? ImageChecksum { get; init; }

    /// <summary>The number of pods that run already, where that is known.</summary>
    public int LiveReplicas { get; init; }

    /// <summary>Whether it is an edge: it drains by itself and has Envoy's admin endpoint.</summary>
    public bool IsEdge => AdminPort is not null;

    /// <summary>Its key in values.yaml: <c>pingSvc</c>, since Helm's <c>.Values</c> takes no hyphens.</summary>
    public string ValuesKey => CamelCase.Of(Name);

    /// <summary>The image of a container, of a third party; null for a project.</summary>
    public string? ContainerImage { get; init; }

    /// <summary>The program that runs in place of the image's own; null for that.</summary>
    public string? Entrypoint { get; init; }

    /// <summary>The ports of a container beside <see cref="Port"/>.</summary>
    public IReadOnlyList<PublishedPort> OtherPorts { get; init; } = [];

    /// <summary>The volumes that are mounted into the container.</summary>
    public IReadOnlyList<PublishedVolume> Volumes { get; init; } = [];

    /// <summary>The storage that it uses.</summary>
    public IEnumerable<PublishedClaim> Claims => Volumes.Select(volume => volume.Claim).OfType<PublishedClaim>().DistinctBy(claim => claim.Name);

    /// <summary>The files that it reads.</summary>
    public IEnumerable<PublishedConfigMap> ConfigMaps => Volumes.Select(volume => volume.Files).OfType<PublishedConfigMap>().DistinctBy(files => files.Name);

    /// <summary>Whether it runs until it is ended, by itself and in any number: an autoscaler can decide how many.</summary>
    public bool IsScalable => Kind == WorkloadKind.Deployment && Replicas > 0;

    /// <summary>Whether its process ends by itself.</summary>
    public bool RunsToCompletion => Kind is WorkloadKind.Job or WorkloadKind.CronJob;

    /// <summary>All ports of its Service.</summary>
    public IEnumerable<PublishedPort> ServicePorts => Port is null ? OtherPorts : OtherPorts.Prepend(Port);

    /// <summary>Changes to its objects, in order.</summary>
    public IReadOnlyList<Action<KubernetesResource>> Customizations { get; init; } = [];

    /// <summary>The name of the application's Secret.</summary>
    public string SecretName { get; init; } = "";

    /// <summary>The secrets in its variables and arguments.</summary>
    public IEnumerable<SecretUse> Secrets => Texts.SelectMany(text => text.Secrets).Distinct();

    /// <summary>The parameters in its variables and arguments.</summary>
    public IEnumerable<PublishedParameter> Parameters => Texts.SelectMany(text => text.Parameters).Distinct();

    private IEnumerable<PublishedText> Texts => Environment.Select(variable => variable.Value).Concat(Args);
}
