namespace EdgeProxy.Dashboard.ResourceFeed.Contract;

/// <summary>An arrow of the dependency graph.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="Resource">The <see cref="ResourceSnapshot.Name"/> that it points to: a resource, not a replica.</param>
internal sealed record ResourceRelation(ResourceRelationKind Kind, string Resource);
