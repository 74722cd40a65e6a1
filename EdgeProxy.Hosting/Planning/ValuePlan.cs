using EdgeProxy.Hosting.ApplicationModel;
using EdgeProxy.Hosting.Planning.Values;

namespace EdgeProxy.Hosting.Planning;

/// <summary>A resource that is a value: nothing runs for it.</summary>
/// <param name="Resource">The resource.</param>
/// <param name="ResourceType">What the dashboard calls its kind: <c>Parameter</c>, <c>ConnectionString</c>.</param>
/// <param name="Text">Its value; null for one that may be missing and is.</param>
/// <param name="Uses">The names of the resources that it is made of.</param>
internal sealed record ValuePlan(IResource Resource, string ResourceType, PlannedText? Text, IReadOnlyList<string> Uses);
