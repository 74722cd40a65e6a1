using EdgeProxy.Hosting.Kubernetes.Application;
using EdgeProxy.Hosting.Kubernetes.Settings;
using k8s.Models;

namespace EdgeProxy.Hosting.Kubernetes.Objects;

/// <summary>
/// The Aspire dashboard, from its own image. Its pages are on the pod's loopback alone, where <c>kubectl port-forward deployment/dashboard 18888</c> finds them; the
/// cluster reaches OTLP and nothing else. The login token and the key of OTLP requests come from a Secret that only an operator writes.
/// </summary>
internal static class DashboardObjects
{
    public const string Name = "dashboard";
    public const string ValuesKey = "dashboard";
    public const string BrowserTokenKey = "browser-token";
    public const string ApiKeyKey = "otlp-api-key";

    public static readonly string OtlpAddress = $"http://{Name}:{OtlpPort}";

    public const string BrowserTokenVariable = "DASHBOARD__FRONTEND__BROWSERTOKEN";
    public const string ApiKeyVariable = "DASHBOARD__OTLP__PRIMARYAPIKEY";

    // The ports that the image itself listens on.
    private const int PagesPort = 18888;
    private const int OtlpPort = 18889;
    private const int OtlpHttpPort = 18890;

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
                new() { Name = "otlp-http", Protocol = "TCP", Port = OtlpHttpPort },
            ],
        },
    };

    private static V1Container Container(PublishSettings settings) => new()
    {
        Name = Name,
        Image = settings.DashboardImage,
        ImagePullPolicy = "IfNotPresent",
        Env =
        [
            new() { Name = "ASPNETCORE_URLS", Value = $"http://localhost:{PagesPort}" },
            new() { Name = "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", Value = $"http://+:{OtlpPort}" },
            new() { Name = "ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL", Value = $"http://+:{OtlpHttpPort}" },
            new() { Name = "DASHBOARD__FRONTEND__AUTHMODE", Value = "BrowserToken" },
            new() { Name = BrowserTokenVariable, ValueFrom = Secret(settings, BrowserTokenKey) },
            new() { Name = "DASHBOARD__OTLP__AUTHMODE", Value = "ApiKey" },
            new() { Name = ApiKeyVariable, ValueFrom = Secret(settings, ApiKeyKey) },
        ],
        LivenessProbe = new() { TcpSocket = new() { Port = OtlpPort }, PeriodSeconds = 10, TimeoutSeconds = 2, FailureThreshold = 3 },
        Ports = [new() { Name = "otlp-grpc", ContainerPort = OtlpPort }, new() { Name = "otlp-http", ContainerPort = OtlpHttpPort }],
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
