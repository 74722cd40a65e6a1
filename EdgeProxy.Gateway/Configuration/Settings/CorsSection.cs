using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Settings;

/// <summary>Reads the <c>Cors</c> of a route.</summary>
internal static class CorsSection
{
    /// <summary>The policy; null without one.</summary>
    public static CorsConfig? Read(SectionReader section)
    {
        if (!section.Exists)
            return null;
        var cors = new CorsConfig
        {
            AllowOrigins = section.GetStrings("AllowOrigins"),
            AllowMethods = section.GetStrings("AllowMethods"),
            AllowHeaders = section.GetStrings("AllowHeaders"),
            ExposeHeaders = section.GetStrings("ExposeHeaders"),
            MaxAge = section.GetOptionalDuration("MaxAge"),
            AllowCredentials = section.GetBoolean("AllowCredentials", fallback: false),
            AllowPrivateNetworkAccess = section.GetBoolean("AllowPrivateNetworkAccess", fallback: false),
        };
        section.ReportUnknownKeys();
        return cors;
    }
}
