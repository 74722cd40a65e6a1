using EdgeProxy.Hosting.Kubernetes.Application;
using EdgeProxy.Hosting.Kubernetes.Settings;
using k8s;
using k8s.Models;

namespace EdgeProxy.Hosting.Kubernetes.Objects;

/// <summary>The object that runs a workload's pods.</summary>
internal static class WorkloadObject
{
    // A database that a job needs may take some minutes to start.
    private const int JobRetries = 10;

    // A suspended CronJob never runs, and its schedule says so to whoever resumes it: once a year.
    private const string NeverSchedule = "0 0 1 1 *";

    public static IKubernetesObject<V1ObjectMeta> Create(PublishedApplication application, PublishedWorkload workload, PublishSettings settings)
    {
        var metadata = new V1ObjectMeta { Name = workload.Name, Labels = StandardLabels.Of(application, workload) };
        var template = Pod.Template(workload, WorkloadContainer.Create(workload, settings));
        return workload.Kind switch
        {
            WorkloadKind.StatefulSet => StatefulSet(workload, metadata, template),
            WorkloadKind.Job => new V1Job { ApiVersion = "batch/v1", Kind = "Job", Metadata = metadata, Spec = Job(template) },
            WorkloadKind.CronJob => CronJob(metadata, template),
            _ => Deployment(workload, metadata, template, settings),
        };
    }

    // The hand-written Deployment with all that it forgets.
    private static V1Deployment Deployment(PublishedWorkload workload, V1ObjectMeta metadata, V1PodTemplateSpec template, PublishSettings settings) => new()
    {
        ApiVersion = "apps/v1",
        Kind = "Deployment",
        Metadata = metadata,
        Spec = new()
        {
            Replicas = settings.Has(PublishFeature.Autoscaling) ? Math.Max(workload.Replicas, workload.LiveReplicas) : workload.Replicas,
            Selector = new() { MatchLabels = AppLabel.Of(workload.Name) },
            Strategy = new()
            {
                Type = "RollingUpdate",
                RollingUpdate = new() { MaxSurge = 1, MaxUnavailable = 0 },
            },
            Template = template,
        },
    };

    // A Deployment starts the successor of a pod that is evicted while that one still ends: two databases over the same files. A StatefulSet waits. In
    // parallel, so that a revision that never becomes ready is replaced by the next one.
    private static V1StatefulSet StatefulSet(PublishedWorkload workload, V1ObjectMeta metadata, V1PodTemplateSpec template) => new()
    {
        ApiVersion = "apps/v1",
        Kind = "StatefulSet",
        Metadata = metadata,
        Spec = new()
        {
            Replicas = workload.Replicas,
            ServiceName = workload.Name,
            PodManagementPolicy = "Parallel",
            Selector = new() { MatchLabels = AppLabel.Of(workload.Name) },
            Template = template,
        },
    };

    private static V1CronJob CronJob(V1ObjectMeta metadata, V1PodTemplateSpec template) => new()
    {
        ApiVersion = "batch/v1",
        Kind = "CronJob",
        Metadata = metadata,
        Spec = new() { Schedule = NeverSchedule, Suspend = true, JobTemplate = new() { Spec = Job(template) } },
    };

    private static V1JobSpec Job(V1PodTemplateSpec template) => new() { BackoffLimit = JobRetries, Template = template };
}
