using System.Text.Json.Nodes;
using EdgeProxy.Hosting.Kubernetes.Application;
using EdgeProxy.Hosting.Kubernetes.Objects;
using EdgeProxy.Hosting.Kubernetes.Output;
using EdgeProxy.Hosting.Kubernetes.Settings;
using EdgeProxy.Hosting.Kubernetes.Yaml;

namespace EdgeProxy.Hosting.Kubernetes.Plain;

/// <summary>The objects as plain YAML with a kustomization, for <c>kubectl apply -k</c>.</summary>
internal static class PlainFiles
{
    public const string Folder = "manifests";

    // Without an extension 'kubectl apply -f' leaves it alone, so that both this and 'kubectl apply -k' take the folder.
    private const string Kustomization = "Kustomization";

    public static IEnumerable<PublishedFile> Create(PublishedApplication application, IReadOnlyList<Manifest> manifests, PublishSettings settings)
    {
        var published = Published(manifests).ToList();
        yield return new($"{Folder}/{Kustomization}", YamlText.Write(List(published, settings)));
        foreach (var manifest in published)
            yield return new($"{Folder}/{manifest.FileName}", YamlText.Write(InNamespace(ManifestTree.Without(ManifestTree.Of(manifest.Content), manifest.Templates), settings)));
        if (settings.Profile != PublishProfile.Seed && application.Secrets.Count > 0)
        {
            foreach (var file in SecretFiles.Create(application, settings))
                yield return file;
        }
    }

    /// <summary>Those of <paramref name="manifests"/> that plain YAML has: their conditions hold.</summary>
    public static IEnumerable<Manifest> Published(IEnumerable<Manifest> manifests) => manifests.Where(manifest => manifest.Condition is null or { IsOn: true });

    // The kustomization says it too, and 'kubectl apply -f' does not read that.
    private static JsonObject InNamespace(JsonObject manifest, PublishSettings settings)
    {
        if (settings.Namespace is { } name)
            manifest["metadata"]!["namespace"] = name;
        return manifest;
    }

    private static JsonObject List(List<Manifest> manifests, PublishSettings settings)
    {
        var kustomization = new JsonObject
        {
            ["apiVersion"] = "kustomize.config.k8s.io/v1beta1",
            ["kind"] = "Kustomization",
        };
        if (settings.Namespace is { } name)
            kustomization["namespace"] = name;
        kustomization["resources"] = new JsonArray([.. manifests.Select(manifest => (JsonNode)manifest.FileName)]);
        return kustomization;
    }
}
