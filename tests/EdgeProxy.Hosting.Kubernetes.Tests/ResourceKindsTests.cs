
namespace EdgeProxy.Hosting.Kubernetes.Tests;

/// <summary>Parameters, connection strings, containers and executables, published.</summary>
public sealed class ResourceKindsTests
{
    private const string Edge = "Deployment/edge-proxy .spec.template.spec.containers[edge-proxy]";
    private const string Database = "StatefulSet/db .spec.template.spec.containers[db]";

    [Fact]
    public async Task Secret_IsInNoFile() =>
        Assert.DoesNotContain(await OrdersApplication.PublishAsync(), file => file.Text.Contains("s3cret", StringComparison.Ordinal));

    [Theory]
    [InlineData($"{Database}.image = \"postgres:17\"")]
    [InlineData($"{Database}.imagePullPolicy = \"IfNotPresent\"")]
    [InlineData($"{Database}.env[POSTGRES_PASSWORD].valueFrom.secretKeyRef.name = \"edge-proxy-secrets\"")]
    [InlineData($"{Database}.env[POSTGRES_PASSWORD].valueFrom.secretKeyRef.key = \"db-password\"")]
    [InlineData($"{Database}.env[POSTGRES_DB].value = \"orders\"")]
    [InlineData($"{Database}.volumeMounts[orders-data].mountPath = \"/var/lib/postgresql/data\"")]
    [InlineData("Service/db .spec.ports[db].port = 5432")]
    [InlineData("NetworkPolicy/db .spec.ingress[0].from[0].podSelector.matchLabels.app = \"edge-proxy\"")]
    [InlineData($"{Edge}.env[PARAMETER_DB_PASSWORD].valueFrom.secretKeyRef.key = \"db-password\"")]
    [InlineData($"{Edge}.env[ConnectionStrings__store].value = \"Host=db;Port=5432;Database=orders;Password=$(PARAMETER_DB_PASSWORD)\"")]
    [InlineData($"{Edge}.env[DATABASE_URL].value = \"postgres://app:$(PARAMETER_DB_PASSWORD_URI)@db:5432/orders\"")]
    [InlineData($"{Edge}.env[PRICE].value = \"$$(DOLLARS)\"")]
    public async Task PlainYaml_HasEveryKindOfValue(string leaf) => Assert.Contains(leaf, await PlainAsync());

    [Fact]
    public async Task SecretVariable_StandsBeforeThoseComposedOfIt()
    {
        var text = (await OrdersApplication.PublishAsync()).Single(file => file.Path == "manifests/edge-proxy-deployment.yaml").Text;

        Assert.True(text.IndexOf("name: PARAMETER_DB_PASSWORD", StringComparison.Ordinal) < text.IndexOf("name: ConnectionStrings__store", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Chart_RendersThePlainYamlAndTheSecret()
    {
        using var folder = await PublishedFolder.CreateAsync(await OrdersApplication.PublishAsync(), TestContext.Current.CancellationToken);

        var rendered = await RealTool.HelmAsync("template", "edge-proxy", folder.Chart, "--skip-tests", "--set-string", "secrets.dbPassword=a b/c");

        Assert.True(rendered.Succeeded, rendered.Error);
        var leaves = ManifestReader.Leaves(ManifestReader.Read(rendered.Output));
        Assert.Contains("Secret/edge-proxy-secrets .stringData.db-password = \"a b/c\"", leaves);
        Assert.Contains("Secret/edge-proxy-secrets .stringData.db-password-uri = \"a%20b%2Fc\"", leaves);
        Assert.Equal(await PlainAsync(), leaves.Where(leaf => !leaf.StartsWith("Secret/", StringComparison.Ordinal)).ToHashSet());
    }

    [Fact]
    public async Task ChartParameter_ChangesTheValuesThatUseIt()
    {
        using var folder = await PublishedFolder.CreateAsync(await OrdersApplication.PublishAsync(), TestContext.Current.CancellationToken);

        var rendered = await RealTool.HelmAsync("template", "edge-proxy", folder.Chart, "--skip-tests", "--set-string", "secrets.dbPassword=x,parameters.database=shop");

        Assert.Contains(
            $"{Edge}.env[ConnectionStrings__store].value = \"Host=db;Port=5432;Database=shop;Password=$(PARAMETER_DB_PASSWORD)\"",
            ManifestReader.Leaves(ManifestReader.Read(rendered.Output)));
    }

    [Fact]
    public async Task Chart_WithoutASecret_IsRefused()
    {
        using var folder = await PublishedFolder.CreateAsync(await OrdersApplication.PublishAsync(), TestContext.Current.CancellationToken);

        var rendered = await RealTool.HelmAsync("template", "edge-proxy", folder.Chart);

        Assert.False(rendered.Succeeded);
        Assert.Contains("secrets.dbPassword has no value", rendered.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chart_WithAnExistingSecret_UsesIt()
    {
        using var folder = await PublishedFolder.CreateAsync(await OrdersApplication.PublishAsync(), TestContext.Current.CancellationToken);

        var rendered = await RealTool.HelmAsync("template", "edge-proxy", folder.Chart, "--skip-tests", "--set", "existingSecret=vault");

        var leaves = ManifestReader.Leaves(ManifestReader.Read(rendered.Output));
        Assert.DoesNotContain(leaves, leaf => leaf.StartsWith("Secret/", StringComparison.Ordinal));
        Assert.Contains($"{Database}.env[POSTGRES_PASSWORD].valueFrom.secretKeyRef.name = \"vault\"", leaves);
    }

    [Fact]
    public async Task SecretsKustomization_ReadsAFileThatNoPublishWrites()
    {
        using var folder = await PublishedFolder.CreateAsync(await OrdersApplication.PublishAsync(), TestContext.Current.CancellationToken);
        var secrets = Path.Combine(folder.Manifests, "secrets");
        Assert.False((await RealTool.KubectlAsync("kustomize", secrets)).Succeeded);
        await File.WriteAllTextAsync(Path.Combine(secrets, "secrets.env"), "db-password=x\ndb-password-uri=x\n", TestContext.Current.CancellationToken);

        var built = await RealTool.KubectlAsync("kustomize", secrets);

        Assert.True(built.Succeeded, built.Error);
        Assert.Contains("Secret/edge-proxy-secrets .data.db-password = \"eA==\"", ManifestReader.Leaves(ManifestReader.Read(built.Output)));
        Assert.Equal("secrets.env\n", await File.ReadAllTextAsync(Path.Combine(secrets, ".gitignore"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Values_ThatCannotBePublished_AreReportedAllAtOnce()
    {
        var builder = SampleApplication.Empty();
        var tool = builder.AddExecutable("tool", "node", "/").WithHttpEndpoint(port: 5300).ExcludeFromManifest();
        var greeting = builder.AddParameter("greeting");
        builder.AddContainer("user", "nginx").WithHttpEndpoint(targetPort: 80)
            .WithEnvironment("TOOL", tool.GetEndpoint("http"))
            .WithEnvironment("TEXT", greeting);

        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => SampleApplication.ReadAsync(builder, SampleApplication.Settings()));

        Assert.Contains("The variable 'TOOL' of 'user' names the endpoint 'http' of 'tool', which is not published", error.Message, StringComparison.Ordinal);
        Assert.Contains("The parameter 'greeting' has no value", error.Message, StringComparison.Ordinal);
    }

    private static async Task<SortedSet<string>> PlainAsync() => ManifestReader.Leaves(PlainObjects.Of(await OrdersApplication.PublishAsync()));
}
