namespace EdgeProxy.Dashboard.ResourceFeed.Contract;

/// <summary>The answer of a health check, worst first as in ASP.NET Core's HealthStatus.</summary>
internal enum ResourceHealth
{
    /// <summary>Not usable.</summary>
    Unhealthy,

    /// <summary>Usable, with something amiss.</summary>
    Degraded,

    /// <summary>As it should be.</summary>
    Healthy,
}
