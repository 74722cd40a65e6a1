using EdgeProxy.Hosting.Publishing.Application;
using EdgeProxy.Hosting.Publishing.Settings;
using k8s.Models;

namespace EdgeProxy.Hosting.Publishing.Objects;

/// <summary>
/// The dashboard. Its pages are on the pod's loopback alone, where <c>kubectl port-forward deployment/dashboard 18888</c> finds them; the
/// cluster reaches OTLP and nothing else. The login token and the key of OTLP requests come from a Secret that nobody but an operator writes.
/// </summary>
internal static class DashboardObjects
{
    public const string Name = "dashboard";
    public const string ValuesKey = "dashboard";
    public const string ImageName = "edge-proxy-dashboard";
    public const string BrowserTokenKey = "browser-token";
    public const string ApiKeyKey = "otlp-api-key";

    public static readonly string OtlpAddress = $"http://{Name}:{OtlpPort}";

    private const int PagesPort = 18888;
    private const int OtlpPort = 18889;

    public static V1Deployment Deployment(PublishedApplication application, PublishSettings settings) => new()
    {
        ApiVersion = "apps/v1",
        Kind = "Deployment",
        Metadata = new() { Name = Name, Labels = StandardLabels.Of(application, Name, "telemetry") },
        Spec = new()
        {
            Replicas = 1,
            Selector = new() { MatchLabels = AppLabel.Of(Name) },
            Template = new()
            {
                Metadata = new() { Labels = AppLabel.Of(Name) },
                Spec = WithoutSpread(Pod.Create(Name, [Container(settings)])),
            },
        },
    };

    public static V1Service Service(PublishedApplication application) => new()
    {
        ApiVersion = "v1",
        Kind = "Service",
        Metadata = new() { Name = Name, Labels = StandardLabels.Of(application, Name, "telemetry") },
        Spec = new()
        {
            Type = "ClusterIP",
            Selector = AppLabel.Of(Name),
            Ports =
            [
                new() { Name = "otlp-grpc", Protocol = "TCP", Port = OtlpPort },
            ],
        },
    };

    private static V1Container Container(PublishSettings settings) => new()
    {
        Name = Name,
        Image = settings.ImageOf(Name, ImageName).ToString(),
        ImagePullPolicy = settings.PullPolicy,
        Env =
        [
            new() { Name = "ASPNETCORE_URLS", Value = $"http://localhost:{PagesPort}" },
            new() { Name = "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", Value = $"http://0.0.0.0:{OtlpPort}" },
            new() { Name = "Dashboard__Frontend__BrowserToken", ValueFrom = Secret(settings, BrowserTokenKey) },
            new() { Name = "Dashboard__Otlp__AuthMode", Value = "ApiKey" },
            new() { Name = "Dashboard__Otlp__PrimaryApiKey", ValueFrom = Secret(settings, ApiKeyKey) },
        ],
        LivenessProbe = new() { TcpSocket = new() { Port = OtlpPort }, PeriodSeconds = 10, TimeoutSeconds = 2, FailureThreshold = 3 },
        Ports = [new() { Name = "otlp-grpc", ContainerPort = OtlpPort }],
        ReadinessProbe = new() { TcpSocket = new() { Port = OtlpPort }, PeriodSeconds = 2, TimeoutSeconds = 2, FailureThreshold = 2 },
        Resources = WorkloadContainer.Resources(PublishedResources.Edge),
        SecurityContext = WorkloadContainer.LockedDown,
        VolumeMounts = Tmp.Mounts,
    };

    private static V1EnvVarSource Secret(PublishSettings settings, string key) => new()
    {
        SecretKeyRef = new() { Name = settings.DashboardSecret, Key = key },
    };

    private static V1PodSpec WithoutSpread(V1PodSpec pod)
    {
        pod.TopologySpreadConstraints = null;
        return pod;
    }
}
