namespace EdgeProxy.Dashboard;

/// <summary>What <c>--help</c> says.</summary>
internal static class Usage
{
    /// <summary>The whole text.</summary>
    public const string Text = """
        Shows traces, logs and metrics of any program that sends OTLP, and the resources of an AppHost.

        Usage: dotnet run --project EdgeProxy.Dashboard [-- --KEY VALUE ...]

        It prints an address to log in with, and the two addresses of OTLP. A program sends to it with
          OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:18889 OTEL_EXPORTER_OTLP_PROTOCOL=grpc

        Settings, as environment variables or as --KEY VALUE with ':' for '__':
          ASPNETCORE_URLS, as an argument --urls       address of the pages       http://localhost:18888
          ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL           OTLP over gRPC             http://localhost:18889
          ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL      OTLP over HTTP             http://localhost:18890
          ASPIRE_DASHBOARD_FRONTEND_BROWSERTOKEN       token of the login         a new one at each start
          ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS   no login, no key           false
          Dashboard__Otlp__PrimaryApiKey               key that senders give      none
          Dashboard__TelemetryLimits__MaxTraceCount    traces kept                10000
          Dashboard__Persistence__Path                 keep telemetry in a file   not kept

        An argument that is not known ends the start; a Dashboard__ variable that is not known is a warning.
        All of them, with their meaning: docs/dashboard.md and docs/otlp.md.

        """;

    /// <summary>Whether the command line asks for it.</summary>
    public static bool IsAskedBy(string[] args) => args is ["--help" or "-h" or "-?" or "help"];
}
