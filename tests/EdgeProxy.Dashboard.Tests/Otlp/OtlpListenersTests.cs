using System.Net;
using EdgeProxy.Dashboard.Otlp.Listening;
using Microsoft.Extensions.Configuration;

namespace EdgeProxy.Dashboard.Tests.Otlp;

public sealed class OtlpListenersTests
{
    [Fact]
    public void TheUsualPortsAreThoseOfTheAspireDashboard()
    {
        var addresses = new OtlpAddresses(new ConfigurationBuilder().Build());

        Assert.Equal(("http://localhost:18889/", "http://localhost:18890/"), (addresses.Grpc.Url.ToString(), addresses.Http.Url.ToString()));
    }

    [Theory]
    [InlineData("http://0.0.0.0:18889")]
    [InlineData("http://192.168.0.1:18889")]
    [InlineData("https://localhost:18889")]
    [InlineData("18889")]
    public void OnlyLoopbackIsAllowed(string url)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", url)]).Build();

        var error = Assert.Throws<InvalidOperationException>(() => new OtlpAddresses(configuration));

        Assert.Contains($"ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL is '{url}'. Allowed: an http URL on this machine", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AHostHeaderDoesNotOpenTheOtherPort()
    {
        await using var host = await OtlpHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/opentelemetry.proto.collector.trace.v1.TraceService/Export") { Content = Http.Body([], "application/grpc") };
        request.Headers.Host = host.Addresses.Grpc.Url.Authority;
        var response = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }
}
