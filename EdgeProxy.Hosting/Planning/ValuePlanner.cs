using EdgeProxy.Hosting.ApplicationModel;
using EdgeProxy.Hosting.Planning.Values;

namespace EdgeProxy.Hosting.Planning;

/// <summary>Plans the resources that are values.</summary>
internal static class ValuePlanner
{
    public static IReadOnlyList<ValuePlan> Plan(IReadOnlyList<IResource> resources, ValueResolver values) =>
    [
        .. from resource in resources
           let value = resource as IExpressionValue
           where value is not null
           select new ValuePlan(
               resource,
               value is IResourceWithConnectionString ? "ConnectionString" : "Parameter",
               values.Find(ReferenceExpression.Of(value), EndpointPlan.LocalHost),
               [.. ReferencedValues.Owners(resource).Select(owner => owner.Name)]),
    ];
}
