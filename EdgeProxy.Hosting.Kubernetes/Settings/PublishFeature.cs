namespace EdgeProxy.Hosting.Kubernetes.Settings;

/// <summary>Something beyond the hand-written manifests that can be switched on or off.</summary>
/// <param name="Key">Its key in values.yaml, where <c>.enabled</c> follows.</param>
/// <param name="IsOnByDefault">Whether it is published unless a setting switches it.</param>
/// <param name="Description">What it gives, for the comment in values.yaml.</param>
internal sealed record PublishFeature(string Key, bool IsOnByDefault, string Description)
{
    public static readonly PublishFeature Labels = new("labels", true, "The standard labels app.kubernetes.io/* on every object's metadata.");
    public static readonly PublishFeature Probes = new("probes", true, "Startup, readiness and liveness probes.");
    public static readonly PublishFeature Drain = new("drain", true, "A pause before SIGTERM, in which an ended pod still takes requests, and the time to end in.");
    public static readonly PublishFeature RollingUpdate = new("rollingUpdate", true, "A rollout never has less than all replicas ready.");
    public static readonly PublishFeature SecurityContext = new("securityContext", true, "Not root, read-only root file system, no capabilities, no service account token.");
    public static readonly PublishFeature DisruptionBudget = new("podDisruptionBudget", true, "Where replicas > 1: a drained node takes one pod at a time.");
    public static readonly PublishFeature TopologySpread = new("topologySpread", true, "Where replicas > 1: pods prefer different nodes.");
    public static readonly PublishFeature NetworkPolicy = new("networkPolicy", true, "Only those that call a service reach it.");
    public static readonly PublishFeature PrometheusScrape = new("prometheusScrape", true, "Annotations that tell Prometheus where the edge's metrics are.");
    public static readonly PublishFeature HeadlessServices = new("headlessServices", true, "Where pods > 1: a headless Service beside that of each service behind the edge, by which the edge sees every pod and spreads each request.");
    public static readonly PublishFeature Autoscaling = new("autoscaling", false, "A HorizontalPodAutoscaler for each Deployment, which then decides on the replicas.");
    public static readonly PublishFeature Ingress = new("ingress", false, "An Ingress in front of the edge.");
    public static readonly PublishFeature HttpRoute = new("httpRoute", false, "A Gateway API HTTPRoute in front of the edge.");
    public static readonly PublishFeature Dashboard = new("dashboard", false, "The dashboard, which receives the telemetry of all services.");

    /// <summary>All features, in the order of values.yaml.</summary>
    public static IReadOnlyList<PublishFeature> All { get; } =
    [
        Labels, Probes, Drain, RollingUpdate, SecurityContext, DisruptionBudget, TopologySpread, NetworkPolicy, PrometheusScrape,
        HeadlessServices, Autoscaling, Ingress, HttpRoute, Dashboard,
    ];

    /// <summary>The key in values.yaml: <c>probes.enabled</c>.</summary>
    public string ValuesKey => $"{Key}.enabled";

    /// <summary>The setting of the AppHost: <c>Publish:Probes:Enabled</c>.</summary>
    public string SettingKey => $"{char.ToUpperInvariant(Key[0])}{Key[1..]}:Enabled";
}
