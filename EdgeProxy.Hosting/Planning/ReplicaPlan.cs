using EdgeProxy.Hosting.ApplicationModel;

namespace EdgeProxy.Hosting.Planning;


/// <summary>One process, as it will be started, each time.</summary>
/// <param name="Resource">The resource that it serves.</param>
/// <param name="InstanceName"><c>ping-svc-abcdefgh</c>.</param>
/// <param name="Process">What is started.</param>
/// <param name="Endpoints">Where it listens.</param>
/// <param name="HealthChecks">What says that it is healthy.</param>
internal sealed record ReplicaPlan(
    IResource Resource,
    string InstanceName,
    ProcessPlan Process,
    IReadOnlyList<EndpointPlan> Endpoints,
    IReadOnlyList<HealthCheckPlan> HealthChecks)
{
    /// <summary>What the dashboard calls the resource's kind: <c>Project</c>.</summary>
    public required string ResourceType { get; init; }
}
