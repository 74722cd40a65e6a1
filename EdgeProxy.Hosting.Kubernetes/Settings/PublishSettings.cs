namespace EdgeProxy.Hosting.Kubernetes.Settings;

/// <summary>How an application is published: the <c>Publish</c> section of the AppHost's configuration, checked.</summary>
internal sealed record PublishSettings
{
    /// <summary>The shape of what is published.</summary>
    public PublishProfile Profile { get; init; } = PublishProfile.Full;

    /// <summary>The chart's name and the <c>part-of</c> label; null for the name of the resource that is external.</summary>
    public string? Name { get; init; }

    /// <summary>The name of the Helm release; null for the chart's name.</summary>
    public string? ReleaseName { get; init; }

    /// <summary>The chart's description; null for one that names the application.</summary>
    public string? ChartDescription { get; init; }

    /// <summary>The chart's version (SemVer 2).</summary>
    public string ChartVersion { get; init; } = "0.1.0";

    /// <summary>The namespace that the objects go to; null for the one of whoever applies them.</summary>
    public string? Namespace { get; init; }

    /// <summary>What comes before each image's name, without a slash at its end: <c>registry.example.com/team</c>; null for nothing.</summary>
    public string? Registry { get; init; }

    /// <summary>The tag of every image.</summary>
    public string Tag { get; init; } = "dev";

    /// <summary>Digests (<c>sha256:...</c>) by resource, which then count in place of the tag.</summary>
    public IReadOnlyDictionary<string, string> Digests { get; init; } = new Dictionary<string, string>();

    /// <summary>What changes whenever the content of an image does, by resource; empty where no image was built.</summary>
    public IReadOnlyDictionary<string, string> ImageChecksums { get; init; } = new Dictionary<string, string>();

    /// <summary>The number of pods that run already, by resource; null where it was not queried.</summary>
    public IReadOnlyDictionary<string, int>? LiveReplicas { get; init; }

    /// <summary><c>Never</c>, <c>IfNotPresent</c> or <c>Always</c>.</summary>
    public string PullPolicy { get; init; } = "Never";

    /// <summary>The type of the external Services: <c>NodePort</c>, <c>LoadBalancer</c> or <c>ClusterIP</c>; null for what the application says.</summary>
    public string? ServiceType { get; init; }

    /// <summary>The node port of the external Service, 30000 to 32767; 0 lets the cluster pick one; null for what the application says.</summary>
    public int? NodePort { get; init; }

    /// <summary>The storage of named volumes that outlives pods: a PersistentVolumeClaim.</summary>
    public const string Claim = "pvc";

    /// <summary>The storage of named volumes that goes with the pod.</summary>
    public const string EmptyDirectory = "emptydir";

    /// <summary>What a named volume is in the cluster: <see cref="Claim"/> or <see cref="EmptyDirectory"/>.</summary>
    public string StorageType { get; init; } = Claim;

    /// <summary>How much storage a named volume asks for, as a Kubernetes quantity.</summary>
    public string StorageSize { get; init; } = "1Gi";

    /// <summary>The storage class of named volumes; null for the cluster's default.</summary>
    public string? StorageClassName { get; init; }

    /// <summary>Who may mount a named volume: <c>ReadWriteOnce</c>, <c>ReadWriteOncePod</c>, <c>ReadWriteMany</c> or <c>ReadOnlyMany</c>.</summary>
    public string StorageAccessMode { get; init; } = "ReadWriteOnce";

    /// <summary>Whether resource requests and limits are published.</summary>
    public bool Resources { get; init; } = true;

    /// <summary>Where telemetry goes (OTLP over gRPC); null for nowhere, or for the dashboard where that is published.</summary>
    public string? OtlpEndpoint { get; init; }

    /// <summary>The Secret whose key <c>headers</c> has the headers for <see cref="OtlpEndpoint"/>; null for none.</summary>
    public string? OtlpHeadersSecret { get; init; }

    /// <summary>The most pods of one Deployment while autoscaling is on.</summary>
    public int MaxReplicas { get; init; } = 10;

    /// <summary>The CPU use, in percent of what is requested, that autoscaling aims at.</summary>
    public int TargetCpuPercent { get; init; } = 70;

    /// <summary>The class of the Ingress; null for the cluster's default.</summary>
    public string? IngressClassName { get; init; }

    /// <summary>The host name of the Ingress.</summary>
    public string IngressHost { get; init; } = "edge-proxy.local";

    /// <summary>The Secret with the certificate of <see cref="IngressHost"/>; null for plain HTTP.</summary>
    public string? IngressTlsSecret { get; init; }

    /// <summary>The Gateway that the HTTPRoute attaches to.</summary>
    public string HttpRouteGateway { get; init; } = "gateway";

    /// <summary>The host name of the HTTPRoute.</summary>
    public string HttpRouteHost { get; init; } = "edge-proxy.local";

    /// <summary>The image of the dashboard.</summary>
    public string DashboardImage { get; init; } = "mcr.microsoft.com/dotnet/aspire-dashboard:13.6";

    /// <summary>The Secret whose keys <c>browser-token</c> and <c>otlp-api-key</c> the dashboard reads.</summary>
    public string DashboardSecret { get; init; } = "edge-proxy-dashboard";

    /// <summary>The image of the pod of <c>helm test</c>: it needs <c>wget</c>.</summary>
    public string TestImage { get; init; } = "busybox:1.37";

    /// <summary>How images are built and objects are applied.</summary>
    public DeploySettings Deploy { get; init; } = new();

    /// <summary>The features that were switched away from their default.</summary>
    public IReadOnlyDictionary<string, bool> Features { get; init; } = new Dictionary<string, bool>();

    /// <summary>Whether <paramref name="feature"/> is published.</summary>
    public bool Has(PublishFeature feature) => Features.TryGetValue(feature.Key, out var isOn) ? isOn : feature.IsOnByDefault;
}
