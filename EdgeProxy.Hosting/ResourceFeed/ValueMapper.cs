using EdgeProxy.Dashboard.ResourceFeed.Contract;
using EdgeProxy.Hosting.ApplicationModel;
using EdgeProxy.Hosting.Planning;

namespace EdgeProxy.Hosting.ResourceFeed;

/// <summary>A resource that is a value, in the dashboard's terms.</summary>
internal static class ValueMapper
{
    public static ResourceSnapshot Map(ValuePlan value) => new()
    {
        Name = value.Resource.Name,
        Type = value.ResourceType,
        State = KnownResourceStates.Running,
        Source = (value.Resource as ParameterResource)?.ConfigurationKey,
        Properties = value.Text is { } text ? [new ResourceValue("Value", text.IsSecret ? null : text.Value, text.IsSecret)] : [],
        Relations = [.. value.Uses.Select(name => new ResourceRelation(ResourceRelationKind.Reference, name))],
    };
}
