using System.Globalization;
using EdgeProxy.TestKit;
using YamlDotNet.RepresentationModel;

namespace EdgeProxy.Reliability.Tests.Upgrade;

/// <summary>How a published Deployment lets its pods come and go, out of its YAML.</summary>
/// <param name="ReadyPath">What the readiness probe asks.</param>
/// <param name="LivePath">What the liveness probe asks.</param>
/// <param name="ProbePeriod">How often it asks.</param>
/// <param name="Pause">How long preStop waits before SIGTERM.</param>
/// <param name="Grace">How long the pod has to end in, the pause included.</param>
/// <param name="Surge">How many pods may be there beyond the wanted number.</param>
/// <param name="Unavailable">How many of the wanted number may be missing.</param>
/// <param name="Settings">The settings of the edge that its environment has, as <c>Key=value</c>.</param>
internal sealed record PublishedPod(
    string ReadyPath, string LivePath, TimeSpan ProbePeriod, TimeSpan Pause, TimeSpan Grace, int Surge, int Unavailable, IReadOnlyList<string> Settings)
{
    public static PublishedPod Read(string name)
    {
        var stream = new YamlStream();
        using var reader = new StreamReader(Path.Combine(
            Repository.Root, "tests", "EdgeProxy.Hosting.Kubernetes.Tests", "Golden", "full", "manifests", $"{name}-deployment.yaml"));
        stream.Load(reader);
        var spec = stream.Documents[0].RootNode["spec"];
        var pod = spec["template"]["spec"];
        var container = pod["containers"][0];
        var lifecycle = ((YamlMappingNode)container).Children.TryGetValue("lifecycle", out var found) ? found : null;
        return new PublishedPod(
            Text(container["readinessProbe"]["httpGet"]["path"]),
            Text(container["livenessProbe"]["httpGet"]["path"]),
            Seconds(container["readinessProbe"]["periodSeconds"]),
            lifecycle is null ? TimeSpan.Zero : Seconds(lifecycle["preStop"]["sleep"]["seconds"]),
            Seconds(pod["terminationGracePeriodSeconds"]),
            Number(spec["strategy"]["rollingUpdate"]["maxSurge"]),
            Number(spec["strategy"]["rollingUpdate"]["maxUnavailable"]),
            [
                .. ((YamlSequenceNode)container["env"]).Where(variable => Text(variable["name"]).StartsWith("Edge__", StringComparison.Ordinal))
                    .Select(variable => $"{Text(variable["name"]).Replace("__", ":", StringComparison.Ordinal)}={Text(variable["value"])}"),
            ]);
    }

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value ?? "";

    private static int Number(YamlNode node) => int.Parse(Text(node), CultureInfo.InvariantCulture);

    private static TimeSpan Seconds(YamlNode node) => TimeSpan.FromSeconds(Number(node));
}
