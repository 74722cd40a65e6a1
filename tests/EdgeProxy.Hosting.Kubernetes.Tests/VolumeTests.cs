using Aspire.Hosting.Kubernetes;

namespace EdgeProxy.Hosting.Kubernetes.Tests;

/// <summary>What is mounted into containers and projects, and what is refused.</summary>
public sealed class VolumeTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("volumes-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Volume_OfTheEnvironmentsDefaults_HasThem()
    {
        var builder = SampleApplication.Empty();
        Container(builder, "db").WithVolume("Shop_Data.v2", "/data");

        var leaves = await PublishAsync(builder, ("Storage:Size", "5Gi"), ("Storage:ClassName", "slow"), ("Storage:AccessMode", "ReadWriteOncePod"));

        Assert.Contains("PersistentVolumeClaim/shop-data-v2 .spec.resources.requests.storage = \"5Gi\"", leaves);
        Assert.Contains("PersistentVolumeClaim/shop-data-v2 .spec.storageClassName = \"slow\"", leaves);
        Assert.Contains("PersistentVolumeClaim/shop-data-v2 .spec.accessModes[0] = \"ReadWriteOncePod\"", leaves);
    }

    [Fact]
    public async Task Volume_WithoutAName_GoesWithThePod()
    {
        var builder = SampleApplication.Empty();
        Container(builder, "db").WithVolume("/scratch");

        var leaves = await PublishAsync(builder);

        Assert.Contains("Deployment/db .spec.template.spec.volumes[volume-0].emptyDir = {}", leaves);
        Assert.DoesNotContain(leaves, leaf => leaf.StartsWith("PersistentVolumeClaim/", StringComparison.Ordinal));
    }

    /// <summary>Its user is not root, and its file system is read-only but for the volume.</summary>
    [Fact]
    public async Task PersistentVolume_OfAProject_IsMountedForItsUser()
    {
        var builder = SampleApplication.Empty();
        var media = builder.AddKubernetesEnvironment("k8s").AddPersistentVolume("media").WithAccessMode(PersistentVolumeAccessMode.ReadWriteMany);
        builder.AddProject<SampleApplication.PingProject>("api").WithReplicas(2).WithPersistentVolume(media, "/srv/media");

        var leaves = await PublishAsync(builder);

        Assert.Contains("Deployment/api .spec.template.spec.containers[api].volumeMounts[media].mountPath = \"/srv/media\"", leaves);
        Assert.Contains("Deployment/api .spec.template.spec.containers[api].volumeMounts[tmp].mountPath = \"/tmp\"", leaves);
        Assert.Contains("Deployment/api .spec.template.spec.securityContext.fsGroup = 1654", leaves);
        Assert.Contains("PersistentVolumeClaim/media .spec.accessModes[0] = \"ReadWriteMany\"", leaves);
    }

    [Fact]
    public async Task PersistentVolume_OfAParameter_TakesItsValue()
    {
        var builder = SampleApplication.Empty("--Parameters:size=7Gi", "--Parameters:class=fast");
        var data = builder.AddKubernetesEnvironment("k8s").AddPersistentVolume("data").WithCapacity(builder.AddParameter("size")).WithStorageClass(builder.AddParameter("class"));
        Container(builder, "db").WithVolume("data", "/data").WithPersistentVolume(data);

        var leaves = await PublishAsync(builder);

        Assert.Contains("PersistentVolumeClaim/data .spec.resources.requests.storage = \"7Gi\"", leaves);
        Assert.Contains("PersistentVolumeClaim/data .spec.storageClassName = \"fast\"", leaves);
    }

    [Fact]
    public async Task Volumes_ThatCannotWork_AreReportedAllAtOnce()
    {
        var builder = SampleApplication.Empty();
        var k8s = builder.AddKubernetesEnvironment("k8s");
        var lone = k8s.AddPersistentVolume("lone").WithCapacity("much");
        Container(builder, "one").WithVolume("shared", "/data").WithPersistentVolume(lone);
        Container(builder, "two").WithVolume("shared", "/data");
        Container(builder, "three").WithVolume("lone", "/data").WithVolume("a.b", "/x").WithVolume("a-b", "/y");
        builder.AddProject<SampleApplication.PingProject>("api").WithReplicas(2).WithPersistentVolume(k8s.AddPersistentVolume("media"), "/media");

        var error = await RefusedAsync(builder);

        Assert.Contains("'one' is to use the persistent volume 'lone' and has no volume of that name.", error, StringComparison.Ordinal);
        Assert.Contains("The volume 'shared' is mounted by 'one' and 'two', and its access mode ReadWriteOnce is for one of them.", error, StringComparison.Ordinal);
        Assert.Contains("The persistent volume 'lone' asks for 'much'. Allowed: a Kubernetes quantity", error, StringComparison.Ordinal);
        Assert.Contains("The volumes 'a.b' and 'a-b' have the same name in Kubernetes, 'a-b'.", error, StringComparison.Ordinal);
        Assert.Contains("'api' has 2 replicas, and the volume 'media' at '/media' can be mounted by one", error, StringComparison.Ordinal);
    }

    /// <summary>The pod has volumes by these names already.</summary>
    [Fact]
    public async Task Volume_ByTheNameOfAnotherOfThePod_HasANameOfItsOwn()
    {
        var builder = SampleApplication.Empty();
        builder.AddProject<SampleApplication.PingProject>("api").WithPersistentVolume(builder.AddKubernetesEnvironment("k8s").AddPersistentVolume("tmp"), "/srv/tmp");
        var files = await SampleApplication.PublishAsync(builder, SampleApplication.Settings());

        var leaves = ManifestReader.Leaves(PlainObjects.Of(files));
        Assert.Contains("StatefulSet/api .spec.template.spec.volumes[tmp].emptyDir.sizeLimit = \"64Mi\"", leaves);
        Assert.Contains("StatefulSet/api .spec.template.spec.volumes[tmp-claim].persistentVolumeClaim.claimName = \"tmp\"", leaves);
        Assert.Contains("claimName: {{ .Values.volumes.tmp.existingClaim | default \"tmp\" | quote }}", files.Single(file => file.Path == "chart/templates/api-statefulset.yaml").Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task BindMount_ThatTheContainerMayWriteTo_IsRefused() => Assert.Contains(
        "The container 'db' mounts '/data' of this machine, which no cluster has. Where the container only reads it, say isReadOnly: true",
        await RefusedAsync(container => container.WithBindMount("/data", "/var/lib/data")),
        StringComparison.Ordinal);

    [Fact]
    public async Task BindMount_OfAPathThatDoesNotExist_IsRefused() => Assert.Contains(
        $"mounts '{In("none")}' of this machine, which does not exist.",
        await RefusedAsync(container => container.WithBindMount(In("none"), "/etc/none", isReadOnly: true)),
        StringComparison.Ordinal);

    [Fact]
    public async Task BindMount_OfMoreThanAConfigMapHolds_IsRefused()
    {
        await File.WriteAllBytesAsync(In("large"), new byte[1_000_001], TestContext.Current.CancellationToken);

        Assert.Contains(
            $"'{In("large")}' is larger than the 1000000 bytes that a ConfigMap can have.",
            await RefusedAsync(container => container.WithBindMount(In("large"), "/etc/large", isReadOnly: true)),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task BindMount_OfFilesThatAreTooLargeTogether_IsRefused()
    {
        await File.WriteAllBytesAsync(In("a"), new byte[600_000], TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(In("b"), new byte[600_000], TestContext.Current.CancellationToken);

        Assert.Contains(
            "1200000 bytes, and a ConfigMap can have 1000000.",
            await RefusedAsync(container => container.WithBindMount(_folder.FullName, "/etc/files", isReadOnly: true)),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task BindMount_OfAnEndlessDevice_IsRefused() => Assert.Contains(
        "mounts '/dev/zero' of this machine, which cannot be published",
        await RefusedAsync(container => container.WithBindMount("/dev/zero", "/etc/zero", isReadOnly: true)),
        StringComparison.Ordinal);

    [Fact]
    public async Task BindMount_OfAFileWithASecret_IsRefused()
    {
        await File.WriteAllTextAsync(In("settings.json"), """{ "password": "s3cret" }""", TestContext.Current.CancellationToken);

        var error = await RefusedAsync(
            container =>
            {
                container.ApplicationBuilder.AddParameter("password", secret: true);
                container.WithBindMount(In("settings.json"), "/etc/settings.json", isReadOnly: true);
            },
            "--Parameters:password=s3cret");

        Assert.Contains("'settings.json' has the value of the secret 'password' in it, which no published file may have.", error, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ContainerFiles_AreMountedOneByOne()
    {
        var builder = SampleApplication.Empty();
        Container(builder, "db").WithContainerFiles(
            "/docker-entrypoint-initdb.d",
            [
                new ContainerFile { Name = "01.sql", Contents = "create table a ();\n" },
                new ContainerDirectory { Name = "more", Entries = [new ContainerFile { Name = "run.sh", Contents = "#!/bin/sh\n", Mode = UnixFileMode.UserRead | UnixFileMode.UserExecute }] },
            ]);

        var files = await SampleApplication.PublishAsync(builder, SampleApplication.Settings());

        var leaves = ManifestReader.Leaves(PlainObjects.Of(files));
        Assert.Contains("Deployment/db .spec.template.spec.volumes[files-0].configMap.items[1].path = \"more/run.sh\"", leaves);
        Assert.Contains("Deployment/db .spec.template.spec.volumes[files-0].configMap.items[1].mode = 320", leaves);
        Assert.Contains("ConfigMap/db-files-0 .data.01.sql = \"create table a ();\\n\"", leaves);
        var deployment = files.Single(file => file.Path == "manifests/db-deployment.yaml").Text;
        Assert.Contains("        - name: files-0\n          mountPath: /docker-entrypoint-initdb.d/01.sql\n          readOnly: true\n          subPath: \"01.sql\"\n", deployment, StringComparison.Ordinal);
        Assert.Contains("        - name: files-0\n          mountPath: /docker-entrypoint-initdb.d/more/run.sh\n          readOnly: true\n          subPath: more/run.sh\n", deployment, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ContainerFiles_ThatChange_ReplaceThePods()
    {
        Assert.NotEqual(await ChecksumAsync("1"), await ChecksumAsync("2"));
        Assert.Equal(await ChecksumAsync("1"), await ChecksumAsync("1"));

        static async Task<string> ChecksumAsync(string contents)
        {
            var builder = SampleApplication.Empty();
            Container(builder, "web").WithContainerFiles("/etc/web", [new ContainerFile { Name = "a", Contents = contents }]);
            return (await PublishAsync(builder)).Single(leaf => leaf.Contains(".annotations.checksum/config", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("Storage:Type", "hostpath", "'pvc', 'emptydir'")]
    [InlineData("Storage:Size", "10GB", "a Kubernetes quantity")]
    [InlineData("Storage:AccessMode", "Everybody", "'ReadWriteOnce', 'ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOncePod'")]
    public void Setting_ThatIsNotAllowed_IsRefused(string key, string value, string allowed)
    {
        var error = Assert.Throws<DistributedApplicationException>(() => SampleApplication.Settings((key, value)));

        Assert.StartsWith($"'Publish:{key}' is '{value}'. Allowed: {allowed}", error.Message, StringComparison.Ordinal);
    }

    private static IResourceBuilder<ContainerResource> Container(IDistributedApplicationBuilder builder, string name) => builder.AddContainer(name, "image").WithHttpEndpoint(targetPort: 80);

    private string In(string name) => Path.Combine(_folder.FullName, name);

    private static async Task<SortedSet<string>> PublishAsync(IDistributedApplicationBuilder builder, params (string Key, string Value)[] settings) =>
        ManifestReader.Leaves(PlainObjects.Of(await SampleApplication.PublishAsync(builder, SampleApplication.Settings(settings))));

    private static Task<string> RefusedAsync(Action<IResourceBuilder<ContainerResource>> configure, params string[] args)
    {
        var builder = SampleApplication.Empty(args);
        configure(Container(builder, "db"));
        return RefusedAsync(builder);
    }

    private static async Task<string> RefusedAsync(IDistributedApplicationBuilder builder) =>
        (await Assert.ThrowsAsync<DistributedApplicationException>(() => SampleApplication.ReadAsync(builder, SampleApplication.Settings()))).Message;
}
