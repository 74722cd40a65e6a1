using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace EdgeProxy.Hosting.Tests.Edge;

public sealed class AddEdgeProxyTests
{
    private static readonly string[] Publish = ["--operation", "publish", "--output-path", Path.GetTempPath()];

    [Theory]
    [InlineData(0, 9901)]
    [InlineData(65536, 9901)]
    [InlineData(30000, 0)]
    [InlineData(30000, 65536)]
    [InlineData(30000, 30000)]
    public void AddEdgeProxy_PortOutsideItsRangeOrTwice_Throws(int port, int adminPort) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => DistributedApplication.CreateBuilder().AddEdgeProxy<Projects.EdgeProxy_Gateway>("edge", port, adminPort));

    [Fact]
    public void AddEdgeProxy_Defaults_ListensOnItsPortsItself()
    {
        var edge = Edge([]);

        Assert.Equal([("admin", 9901, 9901, false), ("http", 30000, 30000, false)], Endpoints(edge));
        Assert.All(edge.Annotations.OfType<EndpointAnnotation>(), endpoint => Assert.Equal("http", endpoint.UriScheme));
    }

    [Theory]
    [InlineData("--DcpPublisher:RandomizePorts=true")]
    [InlineData("--EdgeProxy:DirectPorts=false")]
    public void AddEdgeProxy_RandomPortsOrSwitchOff_IsBehindTheOrchestratorsProxy(string argument) =>
        Assert.All(Edge([argument]).Annotations.OfType<EndpointAnnotation>(), endpoint => Assert.True(endpoint.IsProxied));

    [Fact]
    public void AddEdgeProxy_Published_HasItsPortsAndTheOrchestratorsDefaults()
    {
        var edge = Edge(Publish);

        Assert.Equal([("admin", 9901), ("http", 30000)], Endpoints(edge).Where(endpoint => endpoint.Name != "https").Select(endpoint => (endpoint.Name, endpoint.Port!.Value)));
        Assert.All(edge.Annotations.OfType<EndpointAnnotation>(), endpoint => Assert.True(endpoint.IsProxied));
    }

    [Fact]
    public void AddEdgeProxy_Published_RegistersNothingThatRunsLocally()
    {
        var plain = DistributedApplication.CreateBuilder(Publish).Services.Count(IsHostedService);
        var builder = DistributedApplication.CreateBuilder(Publish);

        builder.AddEdgeProxy<Projects.EdgeProxy_Gateway>("edge");

        Assert.Equal(plain, builder.Services.Count(IsHostedService));
    }

    [Theory]
    [InlineData("ReplicaDiscovery", "ReplicaDiscoveryService")]
    [InlineData("RestartPolicies", "RestartService")]
    [InlineData("OrderlyStop", "OrderlyStopService")]
    [InlineData("DirectLaunch", "DirectLaunchSubscriber")]
    public void AddEdgeProxy_SwitchOff_LeavesOutItsServiceAlone(string option, string service)
    {
        var all = OwnServices([]);

        Assert.Contains(service, all);
        Assert.Equal(all.Where(one => !Belongs(one)), OwnServices([$"--EdgeProxy:{option}=false"]));

        bool Belongs(string one) => one == service || (option == "ReplicaDiscovery" && one is "ReplicaFiles" or "ReplicaDiscoverySubscriber") || (option == "DirectLaunch" && one == "ProjectOutputs");
    }

    [Fact]
    public void AddEdgeProxy_Twice_RegistersItsServicesOnce()
    {
        var services = OwnServices([], builder => builder.AddEdgeProxy<Projects.EdgeProxy_Gateway>("second", 30001, 9902));

        Assert.Equal(OwnServices([]), services);
    }

    [Fact]
    public void AddEdgeProxy_Health_IsThatOfTheAdminPort() =>
        Assert.Equal("edge_admin_/ready_200_check", Assert.Single(Edge([]).Annotations.OfType<HealthCheckAnnotation>()).Key);

    [Fact]
    public void AddEdgeProxy_Commands_AreThoseOfTheAdminPort()
    {
        var commands = Edge([]).Annotations.OfType<ResourceCommandAnnotation>().ToDictionary(command => command.Name, command => command.DisplayName);

        Assert.Equal("Fail health check", commands["healthcheck-fail"]);
        Assert.Equal("Restore health check", commands["healthcheck-ok"]);
        Assert.Equal("Drain", commands["drain"]);
        Assert.Equal("Set log level", commands["log-level"]);
    }

    [Fact]
    public void AddEdgeProxy_Drain_AsksForConfirmation() =>
        Assert.NotNull(Edge([]).Annotations.OfType<ResourceCommandAnnotation>().Single(command => command.Name == "drain").ConfirmationMessage);

    [Fact]
    public void AddEdgeProxy_ForwardedHeaders_AreLeftToTheGateway() =>
        Assert.Contains(Edge([]).Annotations, annotation => annotation.GetType().Name == "DisableForwardedHeadersAnnotation");

    [Fact]
    public void AddEdgeProxy_UnknownSwitch_Throws()
    {
        var builder = DistributedApplication.CreateBuilder(["--EdgeProxy:OrderlyStopp=false"]);

        Assert.Throws<DistributedApplicationException>(() => builder.AddEdgeProxy<Projects.EdgeProxy_Gateway>("edge"));
    }

    private static ProjectResource Edge(string[] args) => DistributedApplication.CreateBuilder(args).AddEdgeProxy<Projects.EdgeProxy_Gateway>("edge").Resource;

    private static IEnumerable<(string Name, int? Port, int? TargetPort, bool IsProxied)> Endpoints(ProjectResource edge) =>
        edge.Annotations.OfType<EndpointAnnotation>().OrderBy(endpoint => endpoint.Name, StringComparer.Ordinal)
            .Select(endpoint => (endpoint.Name, endpoint.Port, endpoint.TargetPort, endpoint.IsProxied));

    private static List<string> OwnServices(string[] args, Action<IDistributedApplicationBuilder>? more = null)
    {
        var builder = DistributedApplication.CreateBuilder(args);
        builder.AddEdgeProxy<Projects.EdgeProxy_Gateway>("edge");
        more?.Invoke(builder);
        return [.. builder.Services.Select(service => service.ImplementationType ?? service.ImplementationInstance?.GetType() ?? service.ServiceType)
            .Where(type => type.Assembly == typeof(EdgeProxyHostingOptions).Assembly).Select(type => type.Name)];
    }

    private static bool IsHostedService(ServiceDescriptor service) => service.ServiceType == typeof(IHostedService);
}
