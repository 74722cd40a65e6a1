using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Pipelines;
using EdgeProxy.Hosting.Kubernetes;
using EdgeProxy.Hosting.Kubernetes.Pipeline;

namespace Aspire.Hosting.Kubernetes;

/// <summary>
/// Represents a Kubernetes cluster, or a namespace of one, that hosts the application's resources.
/// </summary>
/// <remarks>
/// The properties are defaults: the section <c>Publish</c> of the AppHost's configuration (<c>--Publish:PullPolicy=Always</c>) overrides each of them.
/// </remarks>
public sealed class KubernetesEnvironmentResource : Resource, IComputeEnvironmentResource, IComputeEnvironmentWithVolumeMounts
{
    /// <summary>
    /// Initializes a new instance of the <see cref="KubernetesEnvironmentResource"/> class.
    /// </summary>
    /// <param name="name">The name of the environment, which ends the names of its pipeline steps: <c>publish-k8s</c>.</param>
    public KubernetesEnvironmentResource(string name)
        : base(name) =>
        Annotations.Add(new PipelineStepAnnotation(factory => KubernetesSteps.Create(this, factory)));

    /// <summary>
    /// Gets or sets when images of projects are pulled: <c>Never</c>, <c>IfNotPresent</c> or <c>Always</c>. Defaults to <c>Never</c>, for images that
    /// are loaded into a local cluster, and to <c>IfNotPresent</c> where a registry is set.
    /// </summary>
    public string DefaultImagePullPolicy { get; set; } = "Never";

    /// <summary>
    /// Gets or sets the type of the Services of external endpoints: <c>NodePort</c>, <c>LoadBalancer</c> or <c>ClusterIP</c>. Defaults to <c>NodePort</c>.
    /// Services of other endpoints are <c>ClusterIP</c> always.
    /// </summary>
    public string DefaultServiceType { get; set; } = "NodePort";

    /// <summary>
    /// Gets or sets what a named volume is in the cluster: <c>pvc</c>, storage that outlives pods, or <c>emptydir</c>, which goes with the pod. Defaults to <c>pvc</c>.
    /// </summary>
    public string DefaultStorageType { get; set; } = "pvc";

    /// <summary>
    /// Gets or sets how much storage a named volume asks for. Defaults to <c>1Gi</c>.
    /// </summary>
    public string DefaultStorageSize { get; set; } = "1Gi";

    /// <summary>
    /// Gets or sets the storage class of named volumes; <see langword="null"/>, the default, for that of the cluster.
    /// </summary>
    public string? DefaultStorageClassName { get; set; }

    /// <summary>
    /// Gets or sets who may mount a named volume: <c>ReadWriteOnce</c>, <c>ReadWriteOncePod</c>, <c>ReadWriteMany</c> or <c>ReadOnlyMany</c>. Defaults to <c>ReadWriteOnce</c>.
    /// </summary>
    public string DefaultStorageReadWritePolicy { get; set; } = "ReadWriteOnce";

    /// <summary>
    /// Gets or sets the path of the kubeconfig file for kubectl and Helm; <see langword="null"/>, the default, for the one that they find themselves.
    /// </summary>
    public string? KubeConfigPath { get; set; }

    /// <summary>
    /// Gets or sets whether the Aspire dashboard runs in the cluster and receives the telemetry of all workloads. Defaults to <see langword="false"/>.
    /// </summary>
    public bool DashboardEnabled { get; set; }

    /// <summary>What <see cref="HelmChartOptions"/> set.</summary>
    internal HelmChartSettings Helm { get; } = new();

    /// <summary>What the steps of one run of the pipeline hand to each other.</summary>
    internal PipelineState State { get; } = new();

    /// <inheritdoc />
    public ReferenceExpression GetHostAddressExpression(EndpointReference endpointReference)
    {
        ArgumentNullException.ThrowIfNull(endpointReference);
        return ReferenceExpression.Create($"{endpointReference.Resource.Name}");
    }
}
