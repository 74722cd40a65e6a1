using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;

namespace EdgeProxy.ServiceDefaults;

/// <summary>Tells probes from traffic, so that a trace list is not made of probes.</summary>
internal static class HealthRequests
{
    public static bool AreNot(HttpContext context) =>
        !context.Request.Path.StartsWithSegments(ServiceDefaultsExtensions.HealthPath)
        && !context.Request.Path.StartsWithSegments(ServiceDefaultsExtensions.AlivePath);
}
