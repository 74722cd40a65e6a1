using EdgeProxy.Hosting.Kubernetes.Application;
using EdgeProxy.Hosting.Kubernetes.Templating;
using k8s.Models;

namespace EdgeProxy.Hosting.Kubernetes.Objects;

/// <summary>The storage behind a named volume. It is not removed with the application: a person does that, who knows what the data are worth.</summary>
internal static class StorageClaim
{
    /// <summary>How kubectl names its kind.</summary>
    public const string Kind = "persistentvolumeclaim";

    /// <summary>The value that names a claim which is there already.</summary>
    public const string ExistingKey = "existingClaim";

    /// <summary>The chart has it unless one is there already; plain YAML always.</summary>
    public static Condition IsMade(PublishedClaim claim) => new($"not .Values.{claim.ValuesKey}.{ExistingKey}", IsOn: true);

    public static V1PersistentVolumeClaim Create(PublishedApplication application, PublishedClaim claim) => new()
    {
        ApiVersion = "v1",
        Kind = "PersistentVolumeClaim",
        Metadata = new()
        {
            Name = claim.Name,
            Labels = StandardLabels.Of(application, claim.Name, "storage"),
            // Helm leaves it in the cluster: when the release is uninstalled, and when the application does not name the volume any more.
            Annotations = new Dictionary<string, string> { ["helm.sh/resource-policy"] = "keep" },
        },
        Spec = new()
        {
            AccessModes = [.. claim.AccessModes],
            Resources = new() { Requests = new Dictionary<string, ResourceQuantity> { ["storage"] = new(claim.Size) } },
            StorageClassName = claim.StorageClass ?? "",
        },
    };
}
