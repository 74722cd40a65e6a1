namespace EdgeProxy.Gateway.Hosting;

/// <summary>What <c>--help</c> says.</summary>
internal static class Usage
{
    /// <summary>The whole text.</summary>
    public const string Text = """
        An edge proxy with Envoy's behaviour: listens on port 30000, forwards by prefix, and answers for itself on the admin port 9901.

        Usage: dotnet run --project EdgeProxy.Gateway [-- ARGUMENTS]

          (none)                          serve what appsettings.json says: the one of this folder, or the gateway's own
          --envoy-config FILE             serve an Envoy file (v2 or v3, static) as it is
          --mode validate                 check the configuration, print what is wrong by file, line and field, and end: 0 good, 1 not
          --Edge:KEY=VALUE                a setting of the edge
          --ReverseProxy:KEY=VALUE        a route or a cluster
          --urls URL[;URL]                where to listen
          --environment NAME              the environment (default: ASPNETCORE_ENVIRONMENT, or Production)
          --help                          this text

        Each setting is a line of appsettings.json, an environment variable (with '__' for ':') or an argument; the last of these wins.

          Edge__Listener__Port            the port of the listener                              30000
          EDGE_ADMIN_PORT                 the admin port                                        9901
          Edge__Profile                   Hardened: the settings of an edge on the internet     not set
          Edge__Drain__Time               how long SIGTERM waits for what is under way          5s
          OTEL_EXPORTER_OTLP_ENDPOINT     where traces, logs and metrics go                     nowhere

        Examples:
          dotnet run --project EdgeProxy.Gateway -- --envoy-config envoy.yaml --mode validate
          dotnet run --project EdgeProxy.Gateway -- --Edge:Listener:Port=8080 --Edge:Admin:Port=0

        All of them, with their meaning: docs/gateway.md. From an envoy.yaml: docs/from-envoy.md.

        """;

    /// <summary>Whether the command line asks for it.</summary>
    public static bool IsRequested(string[] args) => args.Any(argument => argument is "--help" or "-h" or "-?");
}
