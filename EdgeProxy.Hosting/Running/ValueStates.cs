using EdgeProxy.Hosting.ApplicationModel;
using EdgeProxy.Hosting.Planning;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace EdgeProxy.Hosting.Running;

/// <summary>The states of resources that are values: they run, and are healthy, from the moment that they are known.</summary>
internal static class ValueStates
{
    public static void Publish(IReadOnlyList<ValuePlan> values, ResourceStateStore states)
    {
        foreach (var value in values)
        {
            states.Publish(new ResourceEvent(value.Resource, value.Resource.Name, new CustomResourceSnapshot
            {
                ResourceType = value.ResourceType,
                State = KnownResourceStates.Running,
                HealthStatus = HealthStatus.Healthy,
            }));
        }
    }
}
