using Aspire.Hosting;
using EdgeProxy.Hosting.Kubernetes.Settings;

namespace EdgeProxy.Hosting.Kubernetes.Deploying;

/// <summary>The cluster of the kubeconfig, by way of kubectl.</summary>
internal sealed class Cluster(PublishSettings settings, ExternalTools tools)
{
    private const string Kubectl = "kubectl";

    /// <summary>The namespace that everything goes to.</summary>
    public string Namespace => settings.Namespace ?? "default";

    private string[] Context => settings.Deploy.Context is { } context ? ["--context", context] : [];

    /// <summary>Asks the cluster whether it is there.</summary>
    /// <exception cref="DistributedApplicationException">It does not answer.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        var answer = await tools.TryAsync(Kubectl, ["version", "--request-timeout=5s", .. Context], cancellationToken);
        if (!answer.Succeeded)
        {
            throw new DistributedApplicationException(
                $"The cluster{(settings.Deploy.Context is { } context ? $" of the context '{context}'" : "")} does not answer: {LastLine(answer.Error)} Start it, or choose another one with '--Publish:Deploy:Context=NAME' ('kubectl config get-contexts' lists them).");
        }
    }

    /// <summary>The name of the context that is used.</summary>
    public async Task<string> ContextNameAsync(CancellationToken cancellationToken) =>
        settings.Deploy.Context ?? (await tools.TryAsync(Kubectl, ["config", "current-context"], cancellationToken)).Output;

    /// <summary>Creates the namespace unless it is there.</summary>
    public async Task EnsureNamespaceAsync(CancellationToken cancellationToken)
    {
        var found = await tools.TryAsync(Kubectl, ["get", "namespace", Namespace, .. Context], cancellationToken);
        if (!found.Succeeded)
            await tools.RunAsync(Kubectl, ["create", "namespace", Namespace, .. Context], cancellationToken);
    }

    /// <summary>Runs kubectl in the namespace.</summary>
    /// <exception cref="DistributedApplicationException">It failed.</exception>
    public Task KubectlAsync(IReadOnlyList<string> args, CancellationToken cancellationToken, string? input = null) =>
        tools.RunAsync(Kubectl, [.. args, "--namespace", Namespace, .. Context], cancellationToken, input);

    /// <summary>Asks kubectl in the namespace; null when it has no answer.</summary>
    public async Task<string?> AskAsync(IReadOnlyList<string> args, CancellationToken cancellationToken)
    {
        var answer = await tools.TryAsync(Kubectl, [.. args, "--namespace", Namespace, .. Context], cancellationToken);
        return answer is { Succeeded: true, Output.Length: > 0 } ? answer.Output : null;
    }

    /// <summary>A line that says where clients reach <paramref name="service"/>.</summary>
    public async Task<string> EntryAddressAsync(string? service, CancellationToken cancellationToken)
    {
        if (service is null)
            return "no service of the application is external";
        var port = await AskAsync(["get", "service", service, "--output", "jsonpath={.spec.ports[0].port}"], cancellationToken);
        var nodePort = await AskAsync(["get", "service", service, "--output", "jsonpath={.spec.ports[0].nodePort}"], cancellationToken);
        var balancer = await AskAsync(
            ["get", "service", service, "--output", "jsonpath={.status.loadBalancer.ingress[0].ip}{.status.loadBalancer.ingress[0].hostname}"], cancellationToken);
        if (balancer is not null)
            return $"http://{balancer}:{port}/";
        var node = await AskAsync(
            ["get", "nodes", "--output", "jsonpath={.items[0].status.addresses[?(@.type==\"InternalIP\")].address}"], cancellationToken);
        return nodePort is not null && node is not null
            ? $"http://{node}:{nodePort}/"
            : $"http://localhost:{port}/ while this runs: kubectl --namespace {Namespace} port-forward service/{service} {port}";
    }

    private static string LastLine(string text)
    {
        var line = text.Split('\n')[^1].Trim();
        return line.EndsWith('.') || line.EndsWith('?') ? line : line + ".";
    }
}
