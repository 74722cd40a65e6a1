using System.Text;
using System.Text.Json.Nodes;
using EdgeProxy.Hosting.Kubernetes.Application;
using EdgeProxy.Hosting.Kubernetes.Output;
using EdgeProxy.Hosting.Kubernetes.Settings;
using EdgeProxy.Hosting.Kubernetes.Yaml;

namespace EdgeProxy.Hosting.Kubernetes.Plain;

/// <summary>
/// How the Secret of plain YAML is made: a kustomization of its own that reads <c>secrets.env</c>, a file that no publish writes and that git
/// ignores.
/// </summary>
internal static class SecretFiles
{
    public const string Folder = $"{PlainFiles.Folder}/secrets";
    public const string ValuesFile = "secrets.env";

    public static IEnumerable<PublishedFile> Create(PublishedApplication application, PublishSettings settings)
    {
        yield return new($"{Folder}/kustomization.yaml", YamlText.Write(Kustomization(application, settings)));
        yield return new($"{Folder}/{ValuesFile}.example", Example(application));
        yield return new($"{Folder}/.gitignore", $"{ValuesFile}\n");
    }

    private static JsonObject Kustomization(PublishedApplication application, PublishSettings settings)
    {
        var kustomization = new JsonObject
        {
            ["apiVersion"] = "kustomize.config.k8s.io/v1beta1",
            ["kind"] = "Kustomization",
        };
        if (settings.Namespace is { } name)
            kustomization["namespace"] = name;

        // The pods name the Secret as it is.
        kustomization["generatorOptions"] = new JsonObject { ["disableNameSuffixHash"] = true };
        kustomization["secretGenerator"] = new JsonArray(new JsonObject { ["name"] = application.SecretName, ["envs"] = new JsonArray(ValuesFile) });
        return kustomization;
    }

    private static string Example(PublishedApplication application)
    {
        var text = new StringBuilder($"# Copy this file to {ValuesFile} and give each secret its value, as it is, without quotes.\n");
        foreach (var secret in application.Secrets)
        {
            if (secret.IsEscaped)
                text.Append($"# {secret.Parameter.Name} once more, percent-encoded for a URL.\n");
            text.Append($"{secret.Key}=\n");
        }

        return text.ToString();
    }
}
