namespace Aspire.Hosting.Kubernetes;

/// <summary>
/// Specifies how the path of a route of a Gateway is matched.
/// </summary>
public enum GatewayPathMatchType
{
    /// <summary>By its segments: <c>/api</c> matches <c>/api/orders</c> and not <c>/apis</c>.</summary>
    PathPrefix = 0,

    /// <summary>As it is.</summary>
    Exact = 1,

    /// <summary>By a regular expression, in the dialect of the controller.</summary>
    RegularExpression = 2,
}
