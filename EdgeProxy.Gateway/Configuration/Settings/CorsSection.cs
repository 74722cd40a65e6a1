using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Settings;

/// <summary>Reads the <c>Cors</c> of a route.</summary>
internal static class CorsSection
{
    /// <summary>The policy; null where nothing is said.</summary>
    public static CorsConfig? Read(SectionReader section)
    {
        if (!section.Exists)
            return null;
        var cors = new CorsConfig
        {
            AllowOrigins = section.Texts("AllowOrigins"),
            AllowMethods = section.Texts("AllowMethods"),
            AllowHeaders = section.Texts("AllowHeaders"),
            ExposeHeaders = section.Texts("ExposeHeaders"),
            MaxAge = section.OptionalTime("MaxAge"),
            AllowCredentials = section.Flag("AllowCredentials", fallback: false),
            AllowPrivateNetworkAccess = section.Flag("AllowPrivateNetworkAccess", fallback: false),
        };
        section.End();
        return cors;
    }
}
