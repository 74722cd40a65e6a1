using EdgeProxy.Hosting.Kubernetes.Deploying;
using EdgeProxy.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeProxy.Hosting.Kubernetes.Tests;

/// <summary>Runs the genuine helm and kubectl.</summary>
internal static class RealTool
{
    public static Task<ToolResult> HelmAsync(params string[] args) => RunAsync("helm", args);

    public static Task<ToolResult> KubectlAsync(params string[] args) => RunAsync("kubectl", args);

    private static Task<ToolResult> RunAsync(string name, string[] args)
    {
        var folder = Path.GetDirectoryName(RequiredTool.FindKubernetes(name))!;
        return new ExternalTools(NullLogger.Instance, folder).TryAsync(name, args, TestContext.Current.CancellationToken);
    }
}
