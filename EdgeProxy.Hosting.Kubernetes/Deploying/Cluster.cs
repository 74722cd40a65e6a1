using Aspire.Hosting;
using EdgeProxy.Hosting.Kubernetes.Settings;

namespace EdgeProxy.Hosting.Kubernetes.Deploying;

/// <summary>The cluster of the kubeconfig, by way of kubectl.</summary>
internal sealed class Cluster(PublishSettings settings, ExternalTools tools)
{
    private const string Kubectl = "kubectl";
    private const string DefaultNamespace = "default";

    private string? _namespace = settings.Namespace;

    /// <summary>The arguments that choose the cluster, for kubectl.</summary>
    private string[] KubectlContext =>
    [
        .. settings.Deploy.Context is { } context ? new[] { "--context", context } : [],
        .. settings.Deploy.KubeConfig is { } file ? new[] { "--kubeconfig", file } : [],
    ];

    /// <summary>The same for Helm.</summary>
    public IReadOnlyList<string> HelmContext =>
    [
        .. settings.Deploy.Context is { } context ? new[] { "--kube-context", context } : [],
        .. settings.Deploy.KubeConfig is { } file ? new[] { "--kubeconfig", file } : [],
    ];

    /// <summary>Asks the cluster whether it is there, and whether the profile works in its namespace.</summary>
    /// <exception cref="DistributedApplicationException">It does not answer, or the profile does not work there.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        var answer = await tools.TryAsync(Kubectl, ["version", "--request-timeout=5s", .. KubectlContext], cancellationToken);
        if (!answer.Succeeded)
        {
            throw new DistributedApplicationException(
                $"The cluster{(settings.Deploy.Context is { } context ? $" of the context '{context}'" : "")} does not answer: {LastLine(answer.Error)} Start it, or choose another one with '--Publish:Deploy:Context=NAME' ('kubectl config get-contexts' lists them).");
        }

        if (settings.Profile == PublishProfile.Seed && await NamespaceAsync(cancellationToken) is var name and not DefaultNamespace)
        {
            throw new DistributedApplicationException(
                $"The context '{await ContextNameAsync(cancellationToken)}' uses the namespace '{name}', and {PublishSettingsReader.SeedNamespaceRule} Add '--Publish:Namespace={DefaultNamespace}', or take the profile 'full'.");
        }
    }

    /// <summary>The namespace that everything goes to: the one of the settings, or else the context's own.</summary>
    public async Task<string> NamespaceAsync(CancellationToken cancellationToken)
    {
        if (_namespace is null)
        {
            var answer = await tools.TryAsync(Kubectl, ["config", "view", "--minify", "--output", "jsonpath={..namespace}", .. KubectlContext], cancellationToken);
            _namespace = answer is { Succeeded: true, Output.Length: > 0 } ? answer.Output : DefaultNamespace;
        }

        return _namespace;
    }

    /// <summary>The name of the context that is used.</summary>
    public async Task<string> ContextNameAsync(CancellationToken cancellationToken) =>
        settings.Deploy.Context
        ?? (await tools.TryAsync(Kubectl, ["config", "current-context", .. settings.Deploy.KubeConfig is { } file ? new[] { "--kubeconfig", file } : []], cancellationToken)).Output;

    /// <summary>Creates the namespace unless it is there.</summary>
    public async Task EnsureNamespaceAsync(CancellationToken cancellationToken)
    {
        var name = await NamespaceAsync(cancellationToken);
        var found = await tools.TryAsync(Kubectl, ["get", "namespace", name, .. KubectlContext], cancellationToken);
        if (!found.Succeeded)
            await tools.RunAsync(Kubectl, ["create", "namespace", name, .. KubectlContext], cancellationToken);
    }

    /// <summary>Runs kubectl in the namespace.</summary>
    /// <exception cref="DistributedApplicationException">It failed.</exception>
    public async Task KubectlAsync(IReadOnlyList<string> args, CancellationToken cancellationToken, string? input = null) =>
        await tools.RunAsync(Kubectl, [.. args, "--namespace", await NamespaceAsync(cancellationToken), .. KubectlContext], cancellationToken, input);

    /// <summary>Asks kubectl in the namespace; null when it has no answer.</summary>
    public async Task<string?> AskAsync(IReadOnlyList<string> args, CancellationToken cancellationToken)
    {
        var answer = await tools.TryAsync(Kubectl, [.. args, "--namespace", await NamespaceAsync(cancellationToken), .. KubectlContext], cancellationToken);
        return answer is { Succeeded: true, Output.Length: > 0 } ? answer.Output : null;
    }

    /// <summary>Says where clients reach <paramref name="service"/>.</summary>
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
            : $"http://localhost:{port}/ while this runs: kubectl --namespace {await NamespaceAsync(cancellationToken)} port-forward service/{service} {port}";
    }

    private static string LastLine(string text)
    {
        var line = text.Split('\n')[^1].Trim();
        return line.EndsWith('.') || line.EndsWith('?') ? line : line + ".";
    }
}
