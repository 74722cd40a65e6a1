using System.Security.Cryptography;
using System.Text;
using EdgeProxy.Hosting.Kubernetes.Application;
using EdgeProxy.Hosting.Kubernetes.Templating;
using EdgeProxy.Hosting.Kubernetes.Yaml;

namespace EdgeProxy.Hosting.Kubernetes.Objects;

/// <summary>The pods of a Job cannot be changed: another program or another setting is another Job by name, and an unchanged one does not run again.</summary>
internal static class JobName
{
    private const string Path = "metadata.name";
    private const int HashLength = 8;

    /// <summary>Ends the name of <paramref name="job"/> with a hash of all that it runs: of its text in plain YAML, and of its template and its values in the chart.</summary>
    public static Manifest Apply(Manifest job, PublishedWorkload workload)
    {
        var text = YamlText.Write(ManifestTree.Without(ManifestTree.Of(job.Content), job.Templates));
        var template = YamlText.Write(ManifestTree.Of(job.Content), job.Templates);
        job.Content.Metadata.Name = $"{workload.Name}-{Hash(text)}";
        return job with
        {
            Templates = new Dictionary<string, TemplateNode>(job.Templates)
            {
                [Path] = new(Path, $"{{{{ printf \"{workload.Name}-%s\" (list \"{Hash(template)}\" (pick .Values \"image\" \"{workload.ValuesKey}\" \"parameters\" \"otlp\") | toJson | sha256sum | trunc {HashLength}) }}}}"),
            },
        };
    }

    /// <summary>A short name for <paramref name="text"/>.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..HashLength];
}
