using EdgeProxy.Gateway.Hosting;

namespace EdgeProxy.Gateway.Tests.Hosting;

public sealed class GatewayArgumentsTests
{
    [Theory]
    [InlineData]
    [InlineData("--envoy-config", "envoy.yaml", "--mode", "validate")]
    [InlineData("--envoy-config=envoy.yaml", "--mode=validate")]
    [InlineData("--Edge:Listener:Port=8080", "--edge:admin:port", "0", "--ReverseProxy:Routes:ping:Timeout=off")]
    [InlineData("--contentRoot", "/srv", "--urls", "http://*:80", "--OTEL_TRACES_SAMPLER=always_on", "--EDGE_ADMIN_PORT=0")]
    [InlineData("--services:ping-svc:http:0=http://localhost:1", "--Logging:LogLevel:Default=Debug", "--Kestrel:Limits:X=1")]
    public void KnownOnesAreTaken(params string[] args) => Assert.Empty(GatewayArguments.Check(args));

    [Theory]
    [InlineData("'--envoy-confg' is not known. Did you mean '--envoy-config'?", "--envoy-confg", "envoy.yaml")]
    [InlineData("'--port' is not known. A setting is '--Edge:KEY=VALUE'", "--port=8080")]
    [InlineData("'--Egde:Listener:Port' is in no section that the gateway reads. Did you mean '--Edge:Listener:Port'?", "--Egde:Listener:Port=1")]
    [InlineData("'envoy.yaml' is no argument", "envoy.yaml")]
    [InlineData("'-c=envoy.yaml' is no argument", "-c=envoy.yaml")]
    [InlineData("'--mode' has no value", "--mode")]
    public void OthersAreRefusedWithWhatWasMeant(string expected, params string[] args)
    {
        var error = Assert.Single(GatewayArguments.Check(args));

        Assert.Contains(expected.TrimEnd('\''), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AllErrorsAreReportedAtOnce() => Assert.Equal(3, GatewayArguments.Check(["--a=1", "stray", "--mode"]).Count);
}
