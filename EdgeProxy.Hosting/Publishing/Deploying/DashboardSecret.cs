using System.Security.Cryptography;
using System.Text.Json.Nodes;
using EdgeProxy.Hosting.Publishing.Objects;
using EdgeProxy.Hosting.Publishing.Settings;

namespace EdgeProxy.Hosting.Publishing.Deploying;

/// <summary>The dashboard's Secret: made once, of random values, and kept. It goes through kubectl's standard input, never through arguments or files.</summary>
internal sealed class DashboardSecret(PublishSettings settings, Cluster cluster)
{
    private const int KeyBytes = 32;

    /// <summary>Creates it unless it is there.</summary>
    public async Task EnsureAsync(TextWriter output, CancellationToken cancellationToken)
    {
        if (settings.Profile != PublishProfile.Full || !settings.Has(PublishFeature.Dashboard))
            return;
        var name = settings.DashboardSecret;
        if (await cluster.AskAsync(["get", "secret", name, "--output", "name"], cancellationToken) is null)
            await cluster.KubectlAsync(["create", "-f", "-"], cancellationToken, Create(name));
        await output.WriteLineAsync(
            $"The dashboard's login token: kubectl --namespace {cluster.Namespace} get secret {name} --output go-template='{{{{index .data \"{DashboardObjects.BrowserTokenKey}\" | base64decode}}}}'");
    }

    private static string Create(string name)
    {
        var apiKey = RandomNumberGenerator.GetHexString(KeyBytes * 2, lowercase: true);
        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Secret",
            ["metadata"] = new JsonObject { ["name"] = name },
            ["stringData"] = new JsonObject
            {
                [DashboardObjects.BrowserTokenKey] = RandomNumberGenerator.GetHexString(KeyBytes * 2, lowercase: true),
                [DashboardObjects.ApiKeyKey] = apiKey,
                [ContainerEnvironment.HeadersKey] = $"x-otlp-api-key={apiKey}",
            },
        }.ToJsonString();
    }
}
