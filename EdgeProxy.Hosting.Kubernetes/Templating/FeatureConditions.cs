using EdgeProxy.Hosting.Kubernetes.Application;
using EdgeProxy.Hosting.Kubernetes.Settings;

namespace EdgeProxy.Hosting.Kubernetes.Templating;

/// <summary>The conditions that objects and fields depend on.</summary>
internal static class FeatureConditions
{
    /// <summary><paramref name="feature"/> is on.</summary>
    public static Condition When(this PublishSettings settings, PublishFeature feature) => new($".Values.{feature.ValuesKey}", settings.Has(feature));

    /// <summary>There is more than one pod.</summary>
    public static Condition HasSeveralReplicas(this PublishedWorkload workload) =>
        new($"gt (int .Values.{workload.ValuesKey}.replicas) 1", workload.Replicas > 1);

    /// <summary>Edges resolve every pod of the workload: there can be several, and one alone is reached more safely by its Service's address, which still works while it is replaced.</summary>
    public static Condition ResolvesPods(this PublishSettings settings, PublishedWorkload workload) =>
        settings.When(PublishFeature.HeadlessServices).And(settings.When(PublishFeature.Autoscaling).Or(workload.HasSeveralReplicas()));

    /// <summary>The value at <paramref name="key"/> is not empty.</summary>
    public static Condition Given(string key, bool isGiven) => new($".Values.{key}", isGiven);
}
