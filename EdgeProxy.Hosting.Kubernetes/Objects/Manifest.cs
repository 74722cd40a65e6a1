using EdgeProxy.Hosting.Kubernetes.Templating;
using k8s;
using k8s.Models;

namespace EdgeProxy.Hosting.Kubernetes.Objects;

/// <summary>One Kubernetes object and where it goes.</summary>
/// <param name="Content">The object with everything that it can have; <paramref name="Templates"/> say what of it is switched off.</param>
/// <param name="Templates">The rows of the table for this object, by path.</param>
/// <param name="Condition">When the object is there at all; null for always.</param>
internal sealed record Manifest(
    IKubernetesObject<V1ObjectMeta> Content, IReadOnlyDictionary<string, TemplateNode> Templates, Condition? Condition = null)
{
    /// <summary>The name that its file begins with; a Job's own name changes with what it runs.</summary>
    public string Name { get; init; } = Content.Metadata.Name;

    /// <summary>The name of its file: <c>ping-svc-deployment.yaml</c>.</summary>
    public string FileName => $"{Name}-{Content.Kind.ToLowerInvariant()}.yaml";

    /// <summary>How kubectl names it: <c>deployment.apps/ping-svc</c>.</summary>
    public string ObjectName
    {
        get
        {
            var slash = Content.ApiVersion.IndexOf('/', StringComparison.Ordinal);
            return $"{Content.Kind.ToLowerInvariant()}{(slash < 0 ? "" : "." + Content.ApiVersion[..slash])}/{Content.Metadata.Name}";
        }
    }

    /// <summary>An object that is always there, and the same whatever the values are.</summary>
    public static Manifest Fixed(IKubernetesObject<V1ObjectMeta> content) => new(content, new Dictionary<string, TemplateNode>());
}
