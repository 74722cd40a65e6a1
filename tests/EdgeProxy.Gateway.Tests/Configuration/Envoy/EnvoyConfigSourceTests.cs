using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Configuration.Settings;
using EdgeProxy.Gateway.Hosting;
using Microsoft.Extensions.Configuration;

namespace EdgeProxy.Gateway.Tests.Configuration.Envoy;

/// <summary>The file as a setting of the gateway.</summary>
public sealed class EnvoyConfigSourceTests
{
    [Theory]
    [InlineData("envoy-config")]
    [InlineData("Edge:EnvoyConfig")]
    public void TakesThePlaceOfTheReverseProxySection(string key)
    {
        var config = Read((key, EnvoyFile.Path("sidecar.yaml")), ("ReverseProxy:Routes:r:Match:Prefix", "/")).Config;
        Assert.Equal("sidecar-cluster", Assert.Single(config.Clusters).Name);
        Assert.Equal(new SocketAddressConfig("0.0.0.0", 32000), config.Listeners[0].Address);
    }

    [Fact]
    public void LeavesTheEdgeSectionOnTop()
    {
        var config = Read(("envoy-config", EnvoyFile.Path("edge.yaml")), ("Edge:Admin:Access", "All"), ("Edge:Listener:ServerName", "front")).Config;
        Assert.Equal((AdminAccess.All, "front", 30000), (config.Admin.Access, config.Listeners[0].FilterChains[0].ConnectionManager.ServerName, config.Listeners[0].Address!.Port));
        Assert.Equal("/tmp/admin_access.log", config.Admin.AccessLogPath);
    }

    [Fact]
    public void ReportsTheFileAndTheSettingsTogether()
    {
        var failure = Assert.Throws<GatewayConfigException>(() => Read(("envoy-config", EnvoyFile.Path("nowhere.yaml")), ("Edge:Nonsense", "1")));
        Assert.Contains(failure.Errors, error => error.Place.EndsWith("nowhere.yaml", StringComparison.Ordinal) && error.Message == "there is no such file.");
        Assert.Contains(failure.Errors, error => error.Place == "Edge:Nonsense");
    }

    private static ReadConfiguration Read(params (string Key, string Value)[] settings) => GatewayConfiguration.Read(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build());
}
