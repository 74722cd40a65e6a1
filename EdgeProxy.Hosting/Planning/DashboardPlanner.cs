using System.Security.Cryptography;

namespace EdgeProxy.Hosting.Planning;


/// <summary>Gives the dashboard its ports and its keys.</summary>
internal static class DashboardPlanner
{
    private const int PagesPort = 18888;
    private const int OtlpGrpcPort = 18889;
    private const int OtlpHttpPort = 18890;
    private const int KeyBytes = 16;

    public static DashboardPlan Plan(string targetPath, PortPlanner ports, string? otlpApiKey)
    {
        var pages = $"http://localhost:{ports.WantedOrFree(PagesPort)}";
        var grpc = $"http://localhost:{ports.WantedOrFree(OtlpGrpcPort)}";
        var http = $"http://localhost:{ports.WantedOrFree(OtlpHttpPort)}";
        var (token, otlpKey, feedKey) = (NewKey(), otlpApiKey ?? NewKey(), NewKey());
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["ASPNETCORE_URLS"] = pages,
            ["Logging__LogLevel__Default"] = "Warning",
            ["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = grpc,
            ["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"] = http,
            ["ASPIRE_DASHBOARD_FRONTEND_BROWSERTOKEN"] = token,
            ["Dashboard__Otlp__AuthMode"] = "ApiKey",
            ["Dashboard__Otlp__PrimaryApiKey"] = otlpKey,
            ["Dashboard__ResourceFeed__ApiKey"] = feedKey,
        };
        var process = DotnetProcess.Plan(targetPath, Path.GetDirectoryName(targetPath)!, [], environment);
        return new DashboardPlan(process, new Uri(pages), $"{pages}/login?t={token}", grpc, http, otlpKey, feedKey);
    }

    private static string NewKey() => RandomNumberGenerator.GetHexString(KeyBytes * 2, lowercase: true);
}
