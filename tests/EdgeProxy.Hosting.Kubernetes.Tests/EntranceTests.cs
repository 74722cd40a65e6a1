using Aspire.Hosting.Kubernetes;
using EdgeProxy.Hosting.Kubernetes.Output;

namespace EdgeProxy.Hosting.Kubernetes.Tests;

/// <summary><c>AddIngress</c> and <c>AddGateway</c>: plain YAML, and the chart by the genuine Helm.</summary>
public sealed class EntranceTests
{
    [Fact]
    public async Task Ingress_WithoutAPath_SendsEverythingToTheEdge()
    {
        var leaves = await PublishAsync((k8s, _) => k8s.AddIngress("public").WithIngressClass("nginx").WithHostname("shop.example.com"));

        Assert.Contains("Ingress/public .spec.ingressClassName = \"nginx\"", leaves);
        Assert.Contains("Ingress/public .spec.rules[0].host = \"shop.example.com\"", leaves);
        Assert.Contains("Ingress/public .spec.rules[0].http.paths[0].path = \"/\"", leaves);
        Assert.Contains("Ingress/public .spec.rules[0].http.paths[0].pathType = \"Prefix\"", leaves);
        Assert.Contains("Ingress/public .spec.rules[0].http.paths[0].backend.service.name = \"edge-proxy\"", leaves);
        Assert.Contains("Ingress/public .spec.rules[0].http.paths[0].backend.service.port.number = 30000", leaves);
        Assert.DoesNotContain(leaves, leaf => leaf.StartsWith("Ingress/public .spec.tls", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ingress_WithPathsOfHosts_HasARuleForEachHost()
    {
        var leaves = await PublishAsync((k8s, resource) => k8s.AddIngress("public")
            .WithHostname("a.example.com").WithHostname("b.example.com")
            .WithPath("/", resource("edge-proxy").GetEndpoint("http"))
            .WithPath("api.example.com", "/v1", resource("ping-svc").GetEndpoint("http"), IngressPathType.Exact)
            .WithDefaultBackend(resource("pong-svc").GetEndpoint("http"))
            .WithIngressAnnotation("nginx.ingress.kubernetes.io/proxy-body-size", "8m")
            .WithTls());

        Assert.Contains("Ingress/public .spec.rules[1].host = \"b.example.com\"", leaves);
        Assert.Contains("Ingress/public .spec.rules[2].host = \"api.example.com\"", leaves);
        Assert.Contains("Ingress/public .spec.rules[2].http.paths[0].pathType = \"Exact\"", leaves);
        Assert.Contains("Ingress/public .spec.rules[2].http.paths[0].backend.service.name = \"ping-svc\"", leaves);
        Assert.Contains("Ingress/public .spec.defaultBackend.service.port.number = 8080", leaves);
        Assert.Contains("Ingress/public .spec.tls[0].hosts[1] = \"b.example.com\"", leaves);
        Assert.Contains("Ingress/public .spec.tls[0].secretName = \"public-tls\"", leaves);
        Assert.Contains("Ingress/public .metadata.annotations.nginx.ingress.kubernetes.io/proxy-body-size = \"8m\"", leaves);
    }

    [Fact]
    public async Task Gateway_WithTls_ListensForEachHostAndHasItsRoutes()
    {
        var leaves = await PublishAsync((k8s, resource) => k8s.AddGateway("public")
            .WithGatewayClass("istio")
            .WithHostname("a.example.com").WithHostname("b.example.com")
            .WithRoute("/", resource("edge-proxy").GetEndpoint("http"))
            .WithRoute("*.api.example.com", "/v1", resource("ping-svc").GetEndpoint("http"), GatewayPathMatchType.Exact)
            .WithGatewayAnnotation("team", "edge")
            .WithTls("shop-tls"));

        Assert.Contains("Gateway/public .spec.gatewayClassName = \"istio\"", leaves);
        Assert.Contains("Gateway/public .spec.listeners[http].port = 80", leaves);
        Assert.Contains("Gateway/public .spec.listeners[https-2].hostname = \"b.example.com\"", leaves);
        Assert.Contains("Gateway/public .spec.listeners[https-2].tls.certificateRefs[shop-tls].name = \"shop-tls\"", leaves);
        Assert.Contains("HTTPRoute/public .spec.hostnames[1] = \"b.example.com\"", leaves);
        Assert.Contains("HTTPRoute/public .spec.parentRefs[public].name = \"public\"", leaves);
        Assert.Contains("HTTPRoute/public .spec.rules[0].backendRefs[edge-proxy].port = 30000", leaves);
        Assert.Contains("HTTPRoute/public-all-api-example-com .spec.rules[0].matches[0].path.type = \"Exact\"", leaves);
    }

    /// <summary>What comes in by an Ingress comes from pods that no policy of the application could name.</summary>
    [Fact]
    public async Task Service_ThatAnIngressSendsTo_HasNoPolicy()
    {
        var leaves = await PublishAsync((k8s, resource) => k8s.AddIngress("public").WithPath("/", resource("ping-svc").GetEndpoint("http")));

        Assert.DoesNotContain(leaves, leaf => leaf.StartsWith("NetworkPolicy/ping-svc ", StringComparison.Ordinal));
        Assert.Contains(leaves, leaf => leaf.StartsWith("NetworkPolicy/pong-svc ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", "a.example.com", "nginx", 30000)]
    [InlineData("parameters.host=b.example.com,parameters.class=traefik,edgeProxy.service.port=8000", "b.example.com", "traefik", 8000)]
    public async Task Chart_RendersParametersOfTheIngressAndTheGateway(string values, string host, string className, int port)
    {
        var files = await FilesAsync(
            (k8s, _) =>
            {
                var builder = k8s.ApplicationBuilder;
                var (name, type) = (builder.AddParameter("host"), builder.AddParameter("class"));
                k8s.AddIngress("in").WithHostname(name).WithIngressClass(type).WithTls(name).WithIngressAnnotation("a", type);
                k8s.AddGateway("gate").WithHostname(name).WithGatewayClass(type).WithTls(name).WithGatewayAnnotation("a", type);
            },
            "--Parameters:host=a.example.com", "--Parameters:class=nginx");
        using var folder = await PublishedFolder.CreateAsync(files, TestContext.Current.CancellationToken);

        var rendered = await RealTool.HelmAsync("template", "edge-proxy", folder.Chart, "--skip-tests", "--set", values);

        Assert.True(rendered.Succeeded, rendered.Error);
        var leaves = ManifestReader.Leaves(ManifestReader.Read(rendered.Output));
        Assert.Contains($"Ingress/in .spec.rules[0].host = \"{host}\"", leaves);
        Assert.Contains($"Ingress/in .spec.tls[0].secretName = \"{host}\"", leaves);
        Assert.Contains($"Ingress/in .spec.ingressClassName = \"{className}\"", leaves);
        Assert.Contains($"Ingress/in .spec.rules[0].http.paths[0].backend.service.port.number = {port}", leaves);
        Assert.Contains($"Ingress/in .metadata.annotations.a = \"{className}\"", leaves);
        Assert.Contains($"Gateway/gate .spec.gatewayClassName = \"{className}\"", leaves);
        Assert.Contains($"Gateway/gate .spec.listeners[https].tls.certificateRefs[{host}].name = \"{host}\"", leaves);
        Assert.Contains($"HTTPRoute/gate .spec.hostnames[0] = \"{host}\"", leaves);
        Assert.Contains($"HTTPRoute/gate .spec.rules[0].backendRefs[edge-proxy].port = {port}", leaves);
        if (values.Length == 0)
            Assert.Equal(ManifestReader.Leaves(PlainObjects.Of(files)), leaves);
    }

    [Fact]
    public async Task Entrances_ThatCannotWork_AreReportedAllAtOnce()
    {
        var error = await Assert.ThrowsAsync<DistributedApplicationException>(() => FilesAsync((k8s, resource) =>
        {
            k8s.AddGateway("gate");
            k8s.AddIngress("in").WithHostname("Shop!").WithPath("/", resource("ping-svc").GetEndpoint("grpc"));
            k8s.AddIngress("secret").WithHostname(k8s.ApplicationBuilder.AddParameter("hidden", secret: true));
        }));

        Assert.Contains("The gateway 'gate' has no class.", error.Message, StringComparison.Ordinal);
        Assert.Contains("The ingress 'in' has the host 'Shop!'.", error.Message, StringComparison.Ordinal);
        Assert.Contains("The ingress 'in' sends requests to the endpoint 'grpc' of 'ping-svc', which is not published.", error.Message, StringComparison.Ordinal);
        Assert.Contains("The host of 'secret' is the secret 'hidden', and everybody can read it.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Path_WithoutASlash_IsRefused()
    {
        var ingress = SampleApplication.Empty().AddKubernetesEnvironment("k8s").AddIngress("public");
        var endpoint = ingress.ApplicationBuilder.AddContainer("web", "nginx").WithHttpEndpoint(targetPort: 80).GetEndpoint("http");

        Assert.StartsWith("The path 'api' must start with '/'.", Assert.Throws<ArgumentException>(() => ingress.WithPath("api", endpoint)).Message, StringComparison.Ordinal);
    }

    private static async Task<SortedSet<string>> PublishAsync(Action<IResourceBuilder<KubernetesEnvironmentResource>, Func<string, IResourceBuilder<ProjectResource>>> configure) =>
        ManifestReader.Leaves(PlainObjects.Of(await FilesAsync(configure)));

    private static Task<IReadOnlyList<PublishedFile>> FilesAsync(
        Action<IResourceBuilder<KubernetesEnvironmentResource>, Func<string, IResourceBuilder<ProjectResource>>> configure, params string[] args)
    {
        var builder = SampleApplication.Empty(args);
        var k8s = builder.AddKubernetesEnvironment("k8s");
        SampleApplication.AddResources(builder);
        configure(k8s, name => builder.CreateResourceBuilder(builder.Resources.OfType<ProjectResource>().Single(project => project.Name == name)));
        return SampleApplication.PublishAsync(builder, SampleApplication.Settings());
    }
}
