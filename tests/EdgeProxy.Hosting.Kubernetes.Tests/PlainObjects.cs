using System.Text.Json.Nodes;
using EdgeProxy.Hosting.Kubernetes.Output;
using EdgeProxy.Hosting.Kubernetes.Plain;

namespace EdgeProxy.Hosting.Kubernetes.Tests;

/// <summary>The objects among published plain YAML.</summary>
internal static class PlainObjects
{
    public static IEnumerable<KeyValuePair<string, JsonObject>> Of(IEnumerable<PublishedFile> files) => files
        .Where(file => file.Path.StartsWith($"{PlainFiles.Folder}/", StringComparison.Ordinal) && !file.Path.EndsWith("Kustomization", StringComparison.Ordinal) && !file.Path.StartsWith($"{SecretFiles.Folder}/", StringComparison.Ordinal))
        .SelectMany(file => ManifestReader.Read(file.Text));
}
