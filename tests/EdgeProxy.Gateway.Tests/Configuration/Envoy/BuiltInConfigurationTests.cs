using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Hosting;
using Microsoft.Extensions.Configuration;

namespace EdgeProxy.Gateway.Tests.Configuration.Envoy;

/// <summary>The gateway as it is shipped is the replaced system: the same as with the replaced system's file. The one test that is to go when the shipped routes do.</summary>
public sealed class BuiltInConfigurationTests
{
    [Fact]
    public void IsTheEdgeFile()
    {
        var settings = new ConfigurationBuilder().AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json")).Build();
        Assert.Equal(ConfigText.Of(Bare(EnvoyFile.Read("edge.yaml"))), ConfigText.Of(Bare(GatewayConfiguration.Read(settings).Config)));
    }

    // The settings name their routes; and addresses that the file writes out are the gateway's defaults.
    private static GatewayConfig Bare(GatewayConfig config)
    {
        Assert.Equal("0.0.0.0:30000", config.Listeners[0].Address?.ToString() ?? "0.0.0.0:30000");
        Assert.Equal("0.0.0.0:9901", config.Admin.Address?.ToString() ?? "0.0.0.0:9901");
        config = config.WithManagers(manager => manager with
        {
            VirtualHosts = [.. manager.VirtualHosts.Select(host => host with { Name = "", Routes = [.. host.Routes.Select(route => route with { Name = "" })] })],
        });
        return config with { Listeners = [Assert.Single(config.Listeners) with { Address = null }], Admin = new AdminConfig() };
    }
}
