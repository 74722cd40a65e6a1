namespace EdgeProxy.Dashboard.ResourceFeed.Contract;

/// <summary>Why one resource points to another.</summary>
internal enum ResourceRelationKind
{
    /// <summary>It was given the other's address (<c>WithReference</c>).</summary>
    Reference,

    /// <summary>It starts once the other is healthy (<c>WaitFor</c>).</summary>
    WaitFor,
}
