using System.Text.Json.Nodes;
using EdgeProxy.Hosting.Kubernetes.Deploying;
using EdgeProxy.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace EdgeProxy.Hosting.Kubernetes.Tests.AppHost;

/// <summary>
/// The property <c>KubernetesPublisher</c> of this repository's AppHost. Only what it selects can be tested where the package <c>Aspire.Hosting.Kubernetes</c> is not served.
/// </summary>
public sealed class KubernetesPublisherTests
{
    private const string Own = "EdgeProxy.Hosting.Kubernetes";
    private const string Genuine = "Aspire.Hosting.Kubernetes";

    [Theory]
    [InlineData("EdgeProxy", Own, false)]
    [InlineData("Aspire", Genuine, true)]
    public async Task Property_SelectsOnePublisherAndLeavesTheOtherOut(string value, string selected, bool hasReplacement)
    {
        var answer = await MsBuildAsync($"-p:KubernetesPublisher={value}", "-getItem:ProjectReference", "-getItem:PackageReference", "-getItem:Compile");

        Assert.True(answer.Succeeded, answer.Output + answer.Error);
        var items = JsonNode.Parse(answer.Output)!["Items"]!;
        Assert.Equal([selected], Names(items["ProjectReference"]!).Concat(Names(items["PackageReference"]!)).Where(name => name is Own or Genuine));
        Assert.Equal(hasReplacement, Names(items["Compile"]!).Contains("EdgeWithoutPublisher"));
    }

    [Fact]
    public async Task Property_OfAnotherValue_IsRefused()
    {
        var answer = await MsBuildAsync("-p:KubernetesPublisher=Other", "-t:CheckKubernetesPublisher");

        Assert.False(answer.Succeeded);
        Assert.Contains("'KubernetesPublisher' is 'Other'. Allowed: 'EdgeProxy', 'Aspire'.", answer.Output, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Names(JsonNode items) => items.AsArray().Select(item => $"{item!["Filename"]}{(item["Extension"]?.ToString() is ".csproj" or ".cs" ? "" : item["Extension"])}");

    private static Task<ToolResult> MsBuildAsync(params string[] args) =>
        new ExternalTools(NullLogger.Instance, Environment.GetEnvironmentVariable("PATH") ?? "").TryAsync(
            "dotnet", ["msbuild", Path.Combine(Repository.Root, "EdgeProxy.AppHost"), "-nologo", .. args], TestContext.Current.CancellationToken);
}
