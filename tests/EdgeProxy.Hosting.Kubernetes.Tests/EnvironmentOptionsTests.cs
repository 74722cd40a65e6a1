using System.Text.Json.Nodes;
using Aspire.Hosting.Kubernetes;
using k8s.Models;

namespace EdgeProxy.Hosting.Kubernetes.Tests;

/// <summary>What <c>AppHost.cs</c> can say, and that the settings go before it.</summary>
public sealed class EnvironmentOptionsTests : IDisposable
{
    private readonly PipelineHarness _pipeline = new();

    public void Dispose() => _pipeline.Dispose();

    [Fact]
    public async Task WithHelm_NamesTheChartAndTheRelease()
    {
        var run = await PublishAsync(environment => environment.WithHelm(helm => helm
            .WithChartName("shop").WithChartVersion("1.2.3").WithChartDescription("The shop").WithNamespace("shops").WithReleaseName("shop-one")));

        var chart = await ReadAsync("chart/Chart.yaml");
        Assert.Contains("name: shop\n", chart, StringComparison.Ordinal);
        Assert.Contains("version: \"1.2.3\"\n", chart, StringComparison.Ordinal);
        Assert.Contains("description: \"The shop\"\n", chart, StringComparison.Ordinal);
        Assert.Contains("helm upgrade --install shop-one ", run.Output, StringComparison.Ordinal);
        Assert.Contains(" --namespace shops", run.Output, StringComparison.Ordinal);
        Assert.Contains("  namespace: shops\n", await ReadAsync("manifests/edge-proxy-service.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithHelm_OfAParameter_TakesItsValueFromTheConfiguration()
    {
        await PublishAsync(environment => environment.WithHelm(helm => helm.WithChartVersion(environment.ApplicationBuilder.AddParameter("version"))), "--Parameters:version=3.4.5");

        Assert.Contains("version: \"3.4.5\"\n", await ReadAsync("chart/Chart.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithHelm_OfAParameterWithoutAValue_FailsWithoutAsking()
    {
        var run = await RunAsync(environment => environment.WithHelm(helm => helm.WithNamespace(environment.ApplicationBuilder.AddParameter("space"))));

        Assert.StartsWith("The parameter 'space' has no value.", run.Failed(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithProperties_AreDefaultsThatSettingsOverride()
    {
        static void Configure(IResourceBuilder<KubernetesEnvironmentResource> environment) => environment.WithProperties(properties =>
        {
            properties.DefaultServiceType = "LoadBalancer";
            properties.DefaultImagePullPolicy = "Always";
        });

        await PublishAsync(Configure);
        Assert.Contains("type: LoadBalancer\n", await ReadAsync("manifests/edge-proxy-service.yaml"), StringComparison.Ordinal);
        Assert.Contains("imagePullPolicy: Always\n", await ReadAsync("manifests/ping-svc-deployment.yaml"), StringComparison.Ordinal);

        await PublishAsync(Configure, "--Publish:ServiceType=ClusterIP");
        Assert.Contains("type: ClusterIP\n", await ReadAsync("manifests/edge-proxy-service.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithProperties_OfAValueThatIsNotAllowed_Fails() =>
        Assert.StartsWith(
            "'Publish:ServiceType' is 'ExternalName'. Allowed: 'NodePort', 'LoadBalancer', 'ClusterIP'.",
            (await RunAsync(environment => environment.WithProperties(properties => properties.DefaultServiceType = "ExternalName"))).Failed(),
            StringComparison.Ordinal);

    [Fact]
    public async Task WithDashboard_PublishesTheDashboard()
    {
        await PublishAsync(environment => environment.WithDashboard());

        Assert.Contains("image: mcr.microsoft.com/dotnet/aspire-dashboard:13.6\n", await ReadAsync("manifests/dashboard-deployment.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithContainerRegistry_AndRemoteNames_NameTheImages()
    {
        await PublishAsync(environment =>
        {
            var builder = environment.ApplicationBuilder;
            environment.WithContainerRegistry(builder.AddContainerRegistry("registry", "registry.example.com", "team"));
            builder.CreateResourceBuilder(builder.Resources.OfType<ProjectResource>().Single(project => project.Name == "ping-svc")).WithRemoteImageName("shop/ping").WithRemoteImageTag("7");
        });

        Assert.Contains("image: registry.example.com/team/shop/ping:7\n", await ReadAsync("manifests/ping-svc-deployment.yaml"), StringComparison.Ordinal);
        Assert.Contains("image: registry.example.com/team/pong-svc:dev\n", await ReadAsync("manifests/pong-svc-deployment.yaml"), StringComparison.Ordinal);
        var rendered = await RealTool.HelmAsync("template", "edge-proxy", Path.Combine(_pipeline.Target, "chart"), "--show-only", "templates/ping-svc-deployment.yaml");
        Assert.Contains("image: \"registry.example.com/team/shop/ping:7\"", rendered.Output, StringComparison.Ordinal);
    }

    /// <summary>Plain YAML and the chart say the same, and no value of the chart takes the change back.</summary>
    [Fact]
    public async Task PublishAsKubernetesService_ChangesTheObjectsOfBothForms()
    {
        await PublishAsync(environment => Ping(environment).PublishAsKubernetesService(resource =>
        {
            var pod = resource.PodTemplate.Spec;
            pod.Containers[0].Resources.Limits["memory"] = new("1Gi");
            pod.Containers[0].ReadinessProbe.PeriodSeconds = 7;
            pod.NodeSelector = new Dictionary<string, string> { ["disk"] = "ssd" };
            resource.Service!.Metadata.Annotations = new Dictionary<string, string> { ["team"] = "edge" };
            resource.AdditionalResources.Add(new V1ConfigMap { ApiVersion = "v1", Kind = "ConfigMap", Metadata = new() { Name = "ping-settings" }, Data = new Dictionary<string, string> { ["a"] = "b" } });
        }));

        var plain = ManifestReader.Leaves(ManifestReader.Read(await ReadAsync("manifests/ping-svc-deployment.yaml")));
        Assert.Contains("Deployment/ping-svc .spec.template.spec.containers[ping-svc].resources.limits.memory = \"1Gi\"", plain);
        Assert.Contains("Deployment/ping-svc .spec.template.spec.containers[ping-svc].readinessProbe.periodSeconds = 7", plain);
        Assert.Contains("team: edge\n", await ReadAsync("manifests/ping-svc-service.yaml"), StringComparison.Ordinal);
        Assert.Contains("- ping-settings-configmap.yaml\n", await ReadAsync("manifests/Kustomization"), StringComparison.Ordinal);
        var rendered = await RealTool.HelmAsync(
            "template", "edge-proxy", Path.Combine(_pipeline.Target, "chart"), "--show-only", "templates/ping-svc-deployment.yaml", "--set-json", $"pingSvc.resources={new JsonObject { ["limits"] = new JsonObject { ["memory"] = "2Gi" } }}");
        Assert.True(rendered.Succeeded, rendered.Error);
        Assert.Equal(plain, ManifestReader.Leaves(ManifestReader.Read(rendered.Output)));
    }

    [Fact]
    public async Task WithHttpProbe_TakesThePlaceOfTheHealthCheck()
    {
        await PublishAsync(environment => Ping(environment).WithHttpProbe(ProbeType.Liveness, "/live", initialDelaySeconds: 3, periodSeconds: 20, timeoutSeconds: 4, failureThreshold: 6));

        var leaves = ManifestReader.Leaves(ManifestReader.Read(await ReadAsync("manifests/ping-svc-deployment.yaml")));
        const string container = "Deployment/ping-svc .spec.template.spec.containers[ping-svc]";
        Assert.Contains($"{container}.livenessProbe.httpGet.path = \"/live\"", leaves);
        Assert.Contains($"{container}.livenessProbe.httpGet.port = 8080", leaves);
        Assert.Contains($"{container}.livenessProbe.initialDelaySeconds = 3", leaves);
        Assert.Contains($"{container}.livenessProbe.periodSeconds = 20", leaves);
        Assert.Contains($"{container}.livenessProbe.failureThreshold = 6", leaves);
        Assert.Contains($"{container}.readinessProbe.httpGet.path = \"/health\"", leaves);
    }

    [Fact]
    public void AddKubernetesEnvironment_WhenTheApplicationRuns_AddsNothingToTheModel()
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { DisableDashboard = true });

        builder.AddKubernetesEnvironment("k8s").WithHelm(helm => helm.WithNamespace("edge"));

        Assert.Empty(builder.Resources.OfType<KubernetesEnvironmentResource>());
    }

    private static IResourceBuilder<ProjectResource> Ping(IResourceBuilder<KubernetesEnvironmentResource> environment)
    {
        var builder = environment.ApplicationBuilder;
        return builder.CreateResourceBuilder(builder.Resources.OfType<ProjectResource>().Single(project => project.Name == "ping-svc"));
    }

    private Task<string> ReadAsync(string path) => File.ReadAllTextAsync(Path.Combine(_pipeline.Target, path), TestContext.Current.CancellationToken);

    private async Task<PipelineHarness.Result> PublishAsync(Action<IResourceBuilder<KubernetesEnvironmentResource>> configure, params string[] more) => (await RunAsync(configure, more)).Succeeded();

    private Task<PipelineHarness.Result> RunAsync(Action<IResourceBuilder<KubernetesEnvironmentResource>> configure, params string[] more) => _pipeline.RunAsync("publish", application: args =>
    {
        var builder = SampleApplication.Empty([.. args, .. more]);
        var environment = builder.AddKubernetesEnvironment("k8s");
        SampleApplication.AddResources(builder);
        configure(environment);
        return builder;
    });
}
