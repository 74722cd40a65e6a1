using EdgeProxy.Hosting.Kubernetes.Application;
using EdgeProxy.Hosting.Kubernetes.Templating;
using k8s.Models;

namespace EdgeProxy.Hosting.Kubernetes.Objects;

/// <summary>The Secret with the application's secrets. It is in the chart alone, where an installation gives the values; no file has them.</summary>
internal static class ApplicationSecret
{
    /// <summary>The value that names a Secret which is there already.</summary>
    public const string ExistingKey = "existingSecret";

    /// <summary>The chart has it unless one is there already; plain YAML has none.</summary>
    public static readonly Condition IsInChart = new($"not .Values.{ExistingKey}", IsOn: false);

    public static V1Secret Create(PublishedApplication application) => new()
    {
        ApiVersion = "v1",
        Kind = "Secret",
        Metadata = new()
        {
            Name = application.SecretName,
            Labels = StandardLabels.Of(application, application.SecretName, "secrets"),
        },
        StringData = application.Secrets.ToDictionary(secret => secret.Key, _ => ""),
    };
}
