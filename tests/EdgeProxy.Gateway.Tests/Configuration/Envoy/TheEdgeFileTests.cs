using EdgeProxy.Gateway.Configuration.Envoy;
using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Tests.Configuration.Envoy;

/// <summary>The replaced system's own file, as it is, in version 2, as today's Envoy wants it, and as JSON.</summary>
public sealed class TheEdgeFileTests
{
    [Theory]
    [InlineData("edge.yaml")]
    [InlineData("edge.v2.yaml")]
    [InlineData("edge.v3.yaml")]
    [InlineData("edge.json")]
    public void GivesTheSameConfigurationInEveryForm(string file) =>
        Assert.Equal(ConfigText.Of(Expected), ConfigText.Of(EnvoyFile.Read(file)));

    [Fact]
    public void WarnsOnlyThatTheAdminPortIsNotOpenToAll()
    {
        var warning = Assert.Single(EnvoyConfigReader.Read(EnvoyFile.Text("edge.yaml"), "envoy.yaml").Warnings);
        Assert.Equal("envoy.yaml:59:5 admin.address", warning.Place);
        Assert.Contains("loopback", warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GivesTheSidecarItsOwnPortsAndOneRoute()
    {
        var sidecar = EnvoyFile.Read("sidecar.yaml");
        Assert.Equal(new SocketAddressConfig("0.0.0.0", 32000), sidecar.Listeners[0].Address);
        Assert.Equal(new SocketAddressConfig("0.0.0.0", 9902), sidecar.Admin.Address);
        Assert.Equal(new EndpointConfig("localhost", 8080), Assert.Single(Assert.Single(sidecar.Clusters).Endpoints));
        var route = Assert.Single(Assert.Single(sidecar.Listeners[0].FilterChains[0].ConnectionManager.VirtualHosts).Routes);
        Assert.Equal("/", route.Match.Path);
    }

    private static GatewayConfig Expected => new()
    {
        Listeners =
        [
            ListenerConfig.Of(new ConnectionManagerConfig
            {
                VirtualHosts =
                [
                    new VirtualHostConfig
                    {
                        Name = "local_service",
                        Routes = [Route("/pong", "pong-cluster"), Route("/ping", "ping-cluster"), Route("/", "ping-cluster")],
                    },
                ],
            }) with { Address = new SocketAddressConfig("0.0.0.0", 30000) },
        ],
        Clusters = [Cluster("ping-cluster", "ping-svc"), Cluster("pong-cluster", "pong-svc")],
        Admin = new AdminConfig { Address = new SocketAddressConfig("0.0.0.0", 9901), AccessLogPath = "/tmp/admin_access.log" },
    };

    private static RouteConfig Route(string prefix, string cluster) => new()
    {
        Match = new RouteMatchConfig { Path = prefix },
        Action = new ForwardActionConfig { Clusters = [new WeightedClusterConfig { Name = cluster }] },
    };

    private static ClusterConfig Cluster(string name, string service) => new()
    {
        Name = name,
        Discovery = ClusterDiscovery.StrictDns,
        Endpoints = [new EndpointConfig($"{service}.default.svc.cluster.local", 8080)],
    };
}
