using System.Text.RegularExpressions;
using Aspire.Hosting;
using Aspire.Hosting.Kubernetes;
using Microsoft.Extensions.Configuration;

namespace EdgeProxy.Hosting.Kubernetes.Settings;

/// <summary>Reads and checks how to publish. Every error is reported, not only the first.</summary>
internal static partial class PublishSettingsReader
{
    /// <summary>Why the profile seed is bound to one namespace.</summary>
    public const string SeedNamespaceRule = "the profile 'seed' works in the namespace 'default' only: without variables the edge looks for ping-svc.default.svc.cluster.local.";

    /// <summary>What a size can be.</summary>
    public const string QuantityRule = "a Kubernetes quantity such as '10Gi' or '500Mi'";

    private const string LabelRule = "1 to 63 lower-case letters, digits and hyphens, starting and ending with a letter or digit (a DNS label)";
    private const string HostRule = "a DNS name of lower-case labels, such as 'edge.example.com'";
    private const string SecretRule = "the name of a Secret: lower-case letters, digits, hyphens and dots";

    /// <param name="configuration">The AppHost's configuration, whose section <c>Publish</c> is read.</param>
    /// <param name="defaults">What counts where the configuration is silent: what <c>AppHost.cs</c> sets.</param>
    /// <param name="resources">The names of the application's projects.</param>
    /// <exception cref="DistributedApplicationException">A setting is not allowed or not known; the message has every one of them.</exception>
    public static PublishSettings Read(IConfiguration configuration, PublishSettings defaults, IReadOnlyCollection<string> resources)
    {
        var errors = new SettingsErrors();
        var section = new SettingsSection(configuration, errors);
        var registry = section.GetString("Registry", RegistryPrefix(), "a registry's host with an optional port and path, such as 'registry.example.com:5000/team'") ?? defaults.Registry;
        var settings = defaults with
        {
            Profile = Profile(section, errors) ?? defaults.Profile,
            Name = section.GetString("Name", Label(), LabelRule) ?? defaults.Name,
            ReleaseName = section.GetString("ReleaseName", Label(), LabelRule) ?? defaults.ReleaseName,
            ChartVersion = section.GetString("ChartVersion", SemVer(), "a version such as '1.2.3' (SemVer 2)") ?? defaults.ChartVersion,
            Namespace = section.GetString("Namespace", Label(), LabelRule) ?? defaults.Namespace,
            Registry = registry,
            Tag = section.GetString("Tag", ImageTag(), "1 to 128 letters, digits, '_', '.' and '-', not starting with '.' or '-'") ?? defaults.Tag,
            Digests = Digests(section, resources),
            // What lies in a registry has to be pulled; what a local cluster was loaded with cannot be.
            PullPolicy = section.GetOneOf("PullPolicy", "Never", "IfNotPresent", "Always") ?? (registry is null || defaults.PullPolicy != "Never" ? defaults.PullPolicy : "IfNotPresent"),
            ServiceType = section.GetOneOf("ServiceType", "NodePort", "LoadBalancer", "ClusterIP") ?? defaults.ServiceType,
            NodePort = section.GetInt32("NodePort", 30000, 32767, orElse: 0) ?? defaults.NodePort,
            Resources = section.GetBoolean("Resources:Enabled") ?? defaults.Resources,
            StorageType = section.GetOneOf("Storage:Type", PublishSettings.Claim, PublishSettings.EmptyDirectory) ?? defaults.StorageType,
            StorageSize = section.GetString("Storage:Size", Quantity(), QuantityRule) ?? defaults.StorageSize,
            StorageClassName = section.GetString("Storage:ClassName", Subdomain(), "the name of a StorageClass") ?? defaults.StorageClassName,
            StorageAccessMode = section.GetOneOf("Storage:AccessMode", [.. Enum.GetNames<PersistentVolumeAccessMode>()]) ?? defaults.StorageAccessMode,
            OtlpEndpoint = section.GetString("Otlp:Endpoint", HttpAddress(), "an address such as 'http://collector:4317'") ?? defaults.OtlpEndpoint,
            OtlpHeadersSecret = section.GetString("Otlp:HeadersSecret", Subdomain(), SecretRule) ?? defaults.OtlpHeadersSecret,
            MaxReplicas = section.GetInt32("Autoscaling:MaxReplicas", 1, 1000) ?? defaults.MaxReplicas,
            TargetCpuPercent = section.GetInt32("Autoscaling:TargetCpuPercent", 1, 100) ?? defaults.TargetCpuPercent,
            IngressClassName = section.GetString("Ingress:ClassName", Subdomain(), HostRule) ?? defaults.IngressClassName,
            IngressHost = section.GetString("Ingress:Host", Subdomain(), HostRule) ?? defaults.IngressHost,
            IngressTlsSecret = section.GetString("Ingress:TlsSecret", Subdomain(), SecretRule) ?? defaults.IngressTlsSecret,
            HttpRouteGateway = section.GetString("HttpRoute:Gateway", Subdomain(), HostRule) ?? defaults.HttpRouteGateway,
            HttpRouteHost = section.GetString("HttpRoute:Host", Subdomain(), HostRule) ?? defaults.HttpRouteHost,
            DashboardImage = section.GetString("Dashboard:Image", Image(), "an image such as 'registry.example.com/aspire-dashboard:13.6'") ?? defaults.DashboardImage,
            DashboardSecret = section.GetString("Dashboard:Secret", Subdomain(), SecretRule) ?? defaults.DashboardSecret,
            TestImage = section.GetString("TestImage", Image(), "an image such as 'busybox:1.37'") ?? defaults.TestImage,
            Deploy = Deploy(section, defaults.Deploy),
            Features = Features(section, defaults.Features),
        };
        if (settings is { Profile: PublishProfile.Seed, Namespace: not null and not "default" })
            errors.Add($"'Publish:Namespace' is '{settings.Namespace}', and {SeedNamespaceRule} Allowed: 'default', or the profile 'full'.");
        section.ReportUnknownKeys();
        errors.ThrowIfAny();
        return settings;
    }

    /// <summary>Whether <paramref name="text"/> is a size.</summary>
    public static bool IsQuantity(string text) => Quantity().IsMatch(text);

    /// <summary>Whether <paramref name="text"/> is the name of a host, or of all hosts of a domain.</summary>
    public static bool IsHost(string text) => Subdomain().IsMatch(text.StartsWith("*.", StringComparison.Ordinal) ? text[2..] : text);

    private static PublishProfile? Profile(SettingsSection section, SettingsErrors errors)
    {
        if (section.GetString("Profile", NotBlank(), "") is not { } name)
            return null;
        var names = Enum.GetNames<PublishProfile>().Select(one => one.ToLowerInvariant()).ToList();
        if (names.Contains(name, StringComparer.OrdinalIgnoreCase))
            return Enum.Parse<PublishProfile>(name, ignoreCase: true);
        errors.Add($"'Publish:Profile' is '{name}'.{Nearest.Hint(name, names)} Allowed: {string.Join(", ", names.Select(one => $"'{one}'"))}.");
        return null;
    }

    private static Dictionary<string, string> Digests(SettingsSection section, IReadOnlyCollection<string> resources)
    {
        var digests = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var resource in resources)
        {
            if (section.GetString($"Digests:{resource}", Digest(), "'sha256:' and 64 hexadecimal digits") is { } digest)
                digests[resource] = digest;
        }

        return digests;
    }

    private static DeploySettings Deploy(SettingsSection section, DeploySettings defaults) =>
        defaults with
        {
            Tool = section.GetOneOf("Deploy:Tool", "helm", "kubectl") ?? defaults.Tool,
            Context = section.GetString("Deploy:Context", NotBlank(), "a context of the kubeconfig") ?? defaults.Context,
            KubeConfig = section.GetString("Deploy:KubeConfig", NotBlank(), "the path of a kubeconfig file") ?? defaults.KubeConfig,
            BuildImages = section.GetBoolean("Deploy:BuildImages") ?? defaults.BuildImages,
            LoadImages = section.GetOneOf("Deploy:LoadImages", "kind", "minikube", "k3d", "none") ?? defaults.LoadImages,
            RuntimeIdentifiers = section.GetString(
                "Deploy:RuntimeIdentifiers", RuntimeIdentifiers(), "'linux-x64', 'linux-arm64' or 'linux-arm', several with '+' between them") ?? defaults.RuntimeIdentifiers,
            TimeoutSeconds = section.GetInt32("Deploy:TimeoutSeconds", 1, 3600) ?? defaults.TimeoutSeconds,
        };

    private static Dictionary<string, bool> Features(SettingsSection section, IReadOnlyDictionary<string, bool> defaults)
    {
        var features = new Dictionary<string, bool>(defaults, StringComparer.Ordinal);
        foreach (var feature in PublishFeature.All)
        {
            if (section.GetBoolean(feature.SettingKey) is { } isOn)
                features[feature.Key] = isOn;
        }

        return features;
    }

    [GeneratedRegex(@"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\z")]
    private static partial Regex Label();

    [GeneratedRegex(@"^(?=.{1,253}\z)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*\z")]
    private static partial Regex Subdomain();

    [GeneratedRegex(@"^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?(/[a-z0-9]+([._-]+[a-z0-9]+)*)*\z")]
    private static partial Regex RegistryPrefix();

    [GeneratedRegex(@"^[1-9][0-9]*(\.[0-9]+)?(k|Ki|M|Mi|G|Gi|T|Ti|P|Pi)?\z")]
    private static partial Regex Quantity();

    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}\z")]
    private static partial Regex ImageTag();

    [GeneratedRegex(@"^sha256:[0-9a-f]{64}\z")]
    private static partial Regex Digest();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9_./:@-]*\z")]
    private static partial Regex Image();

    [GeneratedRegex(@"^https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[^\s]*)?\z")]
    private static partial Regex HttpAddress();

    [GeneratedRegex(@"^(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?\z")]
    private static partial Regex SemVer();

    [GeneratedRegex(@"^linux-(x64|arm64|arm)(\+linux-(x64|arm64|arm))*\z")]
    private static partial Regex RuntimeIdentifiers();

    [GeneratedRegex(@"^\S(.*\S)?\z")]
    private static partial Regex NotBlank();
}
