namespace Aspire.Hosting.Kubernetes;

/// <summary>
/// Specifies how the path of an Ingress is matched.
/// </summary>
public enum IngressPathType
{
    /// <summary>By its segments: <c>/api</c> matches <c>/api/orders</c> and not <c>/apis</c>.</summary>
    Prefix = 0,

    /// <summary>As it is.</summary>
    Exact = 1,

    /// <summary>As the controller does it.</summary>
    ImplementationSpecific = 2,
}
