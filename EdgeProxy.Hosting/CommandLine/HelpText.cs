namespace EdgeProxy.Hosting.CommandLine;


/// <summary>What <c>--help</c> says.</summary>
internal static class HelpText
{
    public const string Text = """
        Runs the application on this machine, or publishes it to Kubernetes.

        Usage: dotnet run --project EdgeProxy.AppHost [-- ARGUMENTS]

          (none)                       run everything; Ctrl+C stops it, a second Ctrl+C kills it
          --isolated                   run with free ports instead of fixed ones, beside another checkout
          --operation publish          write the Kubernetes objects instead of running
            --output-path DIR          where to (default: aspire-output)
            --profile NAME             full (default), seed (the hand-written objects alone) or sidecar
            --Publish:KEY=VALUE        Registry, Tag, PullPolicy, Namespace and more: docs/kubernetes.md
            --step publish|deploy|destroy
          --environment NAME           the environment of the AppHost (default: DOTNET_ENVIRONMENT)
          --log-level LEVEL            Trace, Debug, Information (default), Warning, Error, Critical or None
          --Section:Key=value          a setting of the AppHost's configuration
          --Parameters:NAME=value      a parameter (a secret belongs in user secrets or the environment)
          --help                       this text

        Examples:
          dotnet run --project EdgeProxy.AppHost
          dotnet run --project EdgeProxy.AppHost -- --isolated
          dotnet run --project EdgeProxy.AppHost -- --operation publish --output-path k8s

        On a terminal, while it runs, type: rebuild NAME, restart NAME, stop NAME, start NAME, help

        Guides:
          docs/add-a-service.md        a service of your own in three steps, and how to remove ping and pong
          docs/edit-loop.md            change a line, see it live
          docs/resources.md            parameters, executables, containers
          docs/debugging.md            VS Code, Visual Studio, Rider; one service from the IDE
          docs/testing.md              tests of the whole system in ten lines
          docs/from-envoy.md           from an envoy.yaml and hand-written manifests
          docs/kubernetes.md           publish and deploy

        """;
}
