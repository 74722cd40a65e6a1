using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Aspire.Hosting.Pipelines;
using EdgeProxy.Hosting.Kubernetes.Objects;
using EdgeProxy.Hosting.Kubernetes.Pipeline;
using EdgeProxy.Hosting.Kubernetes.Settings;

namespace EdgeProxy.Hosting.Kubernetes.Deploying;

/// <summary>The dashboard's Secret: made once, of random values, and kept. It goes through kubectl's standard input, never through arguments or files.</summary>
internal sealed class DashboardSecret(PublishSettings settings, Cluster cluster, DeployedObjects deployed)
{
    private const int KeyBytes = 32;

    /// <summary>Creates it unless it is there.</summary>
    public async Task EnsureAsync(PipelineStepContext context)
    {
        var cancellationToken = context.CancellationToken;
        if (settings.Profile != PublishProfile.Full || !settings.Has(PublishFeature.Dashboard))
            return;
        var name = settings.DashboardSecret;
        if (await cluster.AskAsync(["get", "secret", name, "--output", "name"], cancellationToken) is null)
            await cluster.KubectlAsync(["create", "-f", "-"], cancellationToken, Create(name, deployed.Labels));
        context.Report("Login token of the dashboard", $"kubectl --namespace {await cluster.NamespaceAsync(cancellationToken)} get secret {name} --output go-template='{{{{index .data \"{DashboardObjects.BrowserTokenKey}\" | base64decode}}}}'");
    }

    private static string Create(string name, JsonObject labels)
    {
        var apiKey = RandomNumberGenerator.GetHexString(KeyBytes * 2, lowercase: true);
        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Secret",
            ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = labels },
            ["stringData"] = new JsonObject
            {
                [DashboardObjects.BrowserTokenKey] = RandomNumberGenerator.GetHexString(KeyBytes * 2, lowercase: true),
                [DashboardObjects.ApiKeyKey] = apiKey,
                [ContainerEnvironment.HeadersKey] = $"x-otlp-api-key={apiKey}",
            },
        }.ToJsonString();
    }
}
