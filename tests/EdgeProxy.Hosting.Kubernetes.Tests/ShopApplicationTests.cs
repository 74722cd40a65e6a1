using EdgeProxy.Hosting.Kubernetes.Output;

namespace EdgeProxy.Hosting.Kubernetes.Tests;

public sealed class ShopApplicationTests
{
    [Fact]
    public async Task Publish_WritesTheGoldenFiles() => GoldenFiles.Match("shop", await PublishAsync());

    [Fact]
    public async Task Publish_WritesNoSecret() =>
        Assert.DoesNotContain(await PublishAsync(), file => ShopApplication.Secrets.Any(secret => file.Text.Contains(secret, StringComparison.Ordinal)));

    /// <summary>The name of a Job ends with a hash of its values in the chart, and of its text in plain YAML.</summary>
    [Fact]
    public async Task Chart_RendersThePlainYaml()
    {
        var files = await PublishAsync();
        using var folder = await PublishedFolder.CreateAsync(files, TestContext.Current.CancellationToken);

        var rendered = await RenderAsync(folder);

        Assert.Equal(
            ManifestReader.Leaves(PlainObjects.Of(files)).Select(WithoutHash),
            ManifestReader.Leaves(ManifestReader.Read(rendered)).Where(leaf => !leaf.StartsWith("Secret/", StringComparison.Ordinal)).Select(WithoutHash));

        static string WithoutHash(string leaf) => System.Text.RegularExpressions.Regex.Replace(leaf, "migrations-[0-9a-f]{8}", "migrations-HASH");
    }

    [Fact]
    public async Task Kustomization_BuildsEveryObject()
    {
        var files = await PublishAsync();
        using var folder = await PublishedFolder.CreateAsync(files, TestContext.Current.CancellationToken);

        var built = await RealTool.KubectlAsync("kustomize", folder.Manifests);

        Assert.True(built.Succeeded, built.Error);
        Assert.Equal(ManifestReader.Leaves(PlainObjects.Of(files)), ManifestReader.Leaves(ManifestReader.Read(built.Output)));
    }

    [Theory]
    [InlineData("StatefulSet/db .spec.template.spec.volumes[shop-db].persistentVolumeClaim.claimName = \"shop-db\"")]
    [InlineData("StatefulSet/db .spec.template.spec.containers[db].volumeMounts[shop-db].subPath = \"data\"")]
    [InlineData("PersistentVolumeClaim/shop-db .spec.storageClassName = \"fast\"")]
    [InlineData("PersistentVolumeClaim/shop-db .spec.resources.requests.storage = \"20Gi\"")]
    [InlineData("PersistentVolumeClaim/shop-cache .spec.resources.requests.storage = \"1Gi\"")]
    [InlineData("PersistentVolumeClaim/shop-queue .metadata.annotations.helm.sh/resource-policy = \"keep\"")]
    [InlineData("StatefulSet/db .spec.template.spec.containers[db].env[POSTGRES_PASSWORD].valueFrom.secretKeyRef.key = \"db-password\"")]
    [InlineData("Deployment/api .spec.template.spec.containers[api].env[ConnectionStrings__orders].value = \"Host=db;Port=5432;Username=postgres;Password=$(PARAMETER_DB_PASSWORD);Database=orders\"")]
    [InlineData("Deployment/api .spec.template.spec.containers[api].env[ConnectionStrings__queue].value = \"amqp://guest:$(PARAMETER_QUEUE_PASSWORD_URI)@queue:5672\"")]
    [InlineData("StatefulSet/db .spec.template.spec.containers[db].readinessProbe.tcpSocket.port = 5432")]
    [InlineData("StatefulSet/db .spec.template.spec.containers[db].startupProbe.failureThreshold = 300")]
    [InlineData("Deployment/web .spec.template.spec.containers[web].readinessProbe.httpGet.path = \"/\"")]
    [InlineData("Deployment/worker .spec.replicas = 2")]
    [InlineData("CronJob/reindex .spec.suspend = true")]
    [InlineData("ConfigMap/web-files-0 .data.nginx.conf = \"events {}\\nhttp {\\n  server {\\n    listen 80;\\n    location / { root /usr/share/nginx/html; }\\n    # {{ is no template here }}\\n  }\\n}\\n\"")]
    [InlineData("ConfigMap/web-files-1 .binaryData.dot.ico = \"AAH//g==\"")]
    [InlineData("Deployment/web .spec.template.spec.volumes[files-1].configMap.items[0].path = \"css/shop.css\"")]
    public async Task PlainYaml_Has(string leaf) => Assert.Contains(leaf, await LeavesAsync());

    /// <summary>A worker is called by nobody, and a job ends.</summary>
    [Theory]
    [InlineData("Service/worker")]
    [InlineData("Service/migrations")]
    [InlineData("Service/reindex")]
    [InlineData("Deployment/migrations")]
    [InlineData("Deployment/reindex")]
    public async Task PlainYaml_HasNo(string name) => Assert.DoesNotContain(await LeavesAsync(), leaf => leaf.StartsWith(name + " ", StringComparison.Ordinal));

    [Theory]
    [InlineData("worker")]
    [InlineData("reindex")]
    public async Task PodsThatNobodyCalls_HaveNoProbeAndNoPause(string name) => Assert.DoesNotContain(
        await LeavesAsync(), leaf => leaf.Contains($"/{name} ", StringComparison.Ordinal) && (leaf.Contains("Probe", StringComparison.Ordinal) || leaf.Contains("preStop", StringComparison.Ordinal)));

    /// <summary>The pods of a Job cannot be changed: what it runs is in its name.</summary>
    [Fact]
    public async Task Job_HasAnotherNameWhenItsImageOrItsSettingsChange()
    {
        using var folder = await PublishedFolder.CreateAsync(await PublishAsync(), TestContext.Current.CancellationToken);

        var first = JobName(await RenderAsync(folder));
        var again = JobName(await RenderAsync(folder));
        var replicas = JobName(await RenderAsync(folder, "--set", "api.replicas=5"));
        var image = JobName(await RenderAsync(folder, "--set", $"migrations.image.checksum=sha256:{new string('a', 64)}"));

        Assert.Equal(first, again);
        Assert.Equal(first, replicas);
        Assert.NotEqual(first, image);
        Assert.NotEqual(
            JobName(PlainText(await PublishAsync())),
            JobName(PlainText(await PublishAsync(("Tag", "2")))));

        static string JobName(string yaml) => ManifestReader.Read(yaml).Keys.Single(key => key.StartsWith("Job/migrations-", StringComparison.Ordinal));
        static string PlainText(IEnumerable<PublishedFile> files) => files.Single(file => file.Path == "manifests/migrations-job.yaml").Text;
    }

    [Theory]
    [InlineData("volumes.shopDb.existingClaim=old", "StatefulSet/db .spec.template.spec.volumes[shop-db].persistentVolumeClaim.claimName = \"old\"", "PersistentVolumeClaim/shop-db")]
    [InlineData("volumes.shopDb.size=50Gi", "PersistentVolumeClaim/shop-db .spec.resources.requests.storage = \"50Gi\"", "PersistentVolumeClaim/none")]
    [InlineData("volumes.shopCache.storageClass=slow", "PersistentVolumeClaim/shop-cache .spec.storageClassName = \"slow\"", "PersistentVolumeClaim/none")]
    public async Task ChartValue_ChangesTheStorage(string value, string leaf, string absent)
    {
        using var folder = await PublishedFolder.CreateAsync(await PublishAsync(), TestContext.Current.CancellationToken);

        var leaves = ManifestReader.Leaves(ManifestReader.Read(await RenderAsync(folder, "--set", value)));

        Assert.Contains(leaf, leaves);
        Assert.DoesNotContain(leaves, one => one.StartsWith(absent + " ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Chart_WithTwoPodsOverStorageForOne_IsRefused()
    {
        using var folder = await PublishedFolder.CreateAsync(await PublishAsync(), TestContext.Current.CancellationToken);

        var rendered = await RealTool.HelmAsync("template", "shop", folder.Chart, "--set", "db.replicas=2");

        Assert.False(rendered.Succeeded);
        Assert.Contains("replicas", rendered.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chart_PassesTheStrictLinter()
    {
        using var folder = await PublishedFolder.CreateAsync(await PublishAsync(), TestContext.Current.CancellationToken);

        var linted = await RealTool.HelmAsync("lint", "--strict", folder.Chart, "--set-string", SecretValues);

        Assert.True(linted.Succeeded, linted.Error + linted.Output);
    }

    [Fact]
    public async Task StorageType_EmptyDirectory_PublishesNoClaim()
    {
        var leaves = ManifestReader.Leaves(PlainObjects.Of(await PublishAsync(("Storage:Type", "emptydir"))));

        Assert.DoesNotContain(leaves, leaf => leaf.StartsWith("PersistentVolumeClaim/", StringComparison.Ordinal) || leaf.StartsWith("StatefulSet/", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("seed", "'db' has volumes, and the profile 'seed' publishes neither volumes nor jobs.")]
    [InlineData("seed", "'migrations' runs to completion, and the profile 'seed'")]
    [InlineData("sidecar", "'db' has volumes, and the profile 'sidecar'")]
    public async Task Profile_WithoutVolumes_IsRefused(string profile, string message)
    {
        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => PublishAsync(("Profile", profile)));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    private const string SecretValues = "secrets.dbPassword=a,secrets.cachePassword=b,secrets.queuePassword=c";

    private static Task<IReadOnlyList<PublishedFile>> PublishAsync(params (string Key, string Value)[] settings) =>
        SampleApplication.PublishAsync(ShopApplication.Builder(), SampleApplication.Settings(settings));

    private static async Task<SortedSet<string>> LeavesAsync() => ManifestReader.Leaves(PlainObjects.Of(await PublishAsync()));

    private static async Task<string> RenderAsync(PublishedFolder folder, params string[] more)
    {
        var rendered = await RealTool.HelmAsync(["template", "web", folder.Chart, "--skip-tests", "--set-string", SecretValues, .. more]);
        Assert.True(rendered.Succeeded, rendered.Error);
        return rendered.Output;
    }
}
