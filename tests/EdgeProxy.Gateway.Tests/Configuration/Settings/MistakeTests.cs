using EdgeProxy.Gateway.Configuration.Settings;
using EdgeProxy.Gateway.Tests.Support;

namespace EdgeProxy.Gateway.Tests.Configuration.Settings;

public sealed class MistakeTests
{
    [Fact]
    public async Task AreAllReportedWithTheirPlace()
    {
        var failure = await Assert.ThrowsAsync<GatewayConfigException>(() => TestGateway.StartAsync(
            "ReverseProxy:Routes:ping:ClusterId=pinf-cluster",
            "ReverseProxy:Routes:pong:Timeout=soon",
            "ReverseProxy:Clusters:ping-cluster:LoadBalancingPolicy=Best",
            "ReverseProxy:Clusters:ping-cluster:Destinations:x:Address=nonsense",
            "ReverseProxy:Clusters:pong-cluster:ConectTimeout=1s",
            "Edge:Listener:MaxRequestHeadersKb=0",
            "Edge:Dns:Servers:0=nowhere",
            "Edge:Admin:Access=Everyone"));
        Assert.Equal(
            [
                "Edge:Admin:Access", "Edge:Dns:Servers", "Edge:Listener:MaxRequestHeadersKb",
                "ReverseProxy:Clusters:ping-cluster:Destinations:x:Address", "ReverseProxy:Clusters:ping-cluster:LoadBalancingPolicy",
                "ReverseProxy:Clusters:pong-cluster:ConectTimeout", "ReverseProxy:Routes:pong:Timeout", "route 'ping'",
            ],
            failure.Errors.Select(error => error.Place).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("ReverseProxy:Clusters:pong-cluster:ConectTimeout=1s", "Did you mean 'ConnectTimeout'?")]
    [InlineData("ReverseProxy:Routes:ping:ClusterId=pinf-cluster", "Defined: 'ping-cluster', 'pong-cluster'")]
    [InlineData("ReverseProxy:Routes:ping:ClusterId=pinf-cluster", "Did you mean 'ping-cluster'?")]
    [InlineData("ReverseProxy:Routes:ping:Order=first", "'first' is not allowed; a whole number is.")]
    [InlineData("ReverseProxy:Clusters:ping-cluster:LbPolicy=x", "this key is not known")]
    [InlineData("ReverseProxy:Routes:new:Match:Path=/a/{id}/b", "a literal path is")]
    [InlineData("ReverseProxy:Clusters:ping-cluster:Destinations:ping-svc:Host=other.test", "'HostRewrite' and 'AutoHostRewrite' of a route set the Host")]
    [InlineData("ReverseProxy:Clusters:ping-cluster:HttpRequest:VersionPolicy=RequestVersionOrLower", "RequestVersionExact")]
    [InlineData("ReverseProxy:Clusters:ping-cluster:HealthCheck:Active:Policy=Custom", "ConsecutiveFailures")]
    [InlineData("ReverseProxy:Clusters:ping-cluster:HealthCheck:Passive:Policy=TransportFailureRate", "'OutlierDetection' of the cluster")]
    [InlineData("Edge:Listener:IdleTimeout=5", "a time such as '00:00:15', '15s' or '250ms' is")]
    public async Task SayHowToFixThem(string setting, string hint)
    {
        var failure = await Assert.ThrowsAsync<GatewayConfigException>(() => TestGateway.StartAsync(setting));
        Assert.Contains(hint, failure.Message, StringComparison.Ordinal);
    }
}
