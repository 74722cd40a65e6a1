using EdgeProxy.Gateway.Hosting;
using EdgeProxy.Gateway.Listening;
using EdgeProxy.Gateway.Tests.Configuration.Envoy;
using Microsoft.Extensions.Configuration;

namespace EdgeProxy.Gateway.Tests.Listening;

public sealed class ListenAddressesTests
{
    [Fact]
    public void OfAnEnvoyFileAreTheFiles()
    {
        var addresses = Read(("urls", "http://localhost:24103"));

        Assert.Equal((30000, 9901), (Assert.Single(Assert.Single(addresses.Listeners)).Port, addresses.Admin.Port));
    }

    /// <summary>The AppHost and the published manifests say where both endpoints are.</summary>
    [Fact]
    public void OfAnEnvoyFileGiveWayToThoseThatTheGatewayIsStartedWith()
    {
        var addresses = Read(("urls", "http://localhost:24103"), ("EDGE_ADMIN_PORT", "24104"));

        Assert.Equal(("localhost", 24103, 24104), (Assert.Single(Assert.Single(addresses.Listeners)).Host, addresses.Listeners[0][0].Port, addresses.Admin.Port));
    }

    private static ListenAddresses Read(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Append(("envoy-config", EnvoyFile.Path("edge.yaml"))).Select(setting => KeyValuePair.Create(setting.Item1, (string?)setting.Item2)))
            .Build();
        return GatewayConfiguration.Read(configuration).Addresses;
    }
}
