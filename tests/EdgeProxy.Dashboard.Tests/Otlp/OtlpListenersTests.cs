using System.Net;
using EdgeProxy.Dashboard.Otlp;
using EdgeProxy.Dashboard.Otlp.Listening;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace EdgeProxy.Dashboard.Tests.Otlp;

public sealed class OtlpListenersTests
{
    [Fact]
    public void TheUsualPortsAreThoseOfTheAspireDashboard()
    {
        var addresses = Create();

        Assert.Equal(("http://localhost:18889/", "http://localhost:18890/"), (addresses.Grpc.Url.ToString(), addresses.Http.Url.ToString()));
    }

    [Theory]
    [InlineData("http://0.0.0.0:18889")]
    [InlineData("http://192.168.0.1:18889")]
    [InlineData("https://localhost:18889")]
    [InlineData("18889")]
    public void OnlyLoopbackIsAllowed(string url)
    {
        var error = Assert.Throws<DashboardSettingException>(() => Create(("ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", url)));

        Assert.Contains($"ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL is '{url}'. Allowed: an http URL on this machine", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("true", "key", true)]
    [InlineData("true", null, false)]
    [InlineData("false", "key", false)]
    public void AContainerMayListenEverywhereWhenItAsksForAKey(string container, string? key, bool expected)
    {
        OtlpAddresses CreateIt() => Create(
            ("DOTNET_RUNNING_IN_CONTAINER", container), ("ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "http://0.0.0.0:18889"), ("Dashboard:Otlp:PrimaryApiKey", key));

        if (expected)
            Assert.Equal("http://0.0.0.0:18889/", CreateIt().Grpc.Url.ToString());
        else
            Assert.Throws<DashboardSettingException>(CreateIt);
    }

    [Theory]
    [InlineData("evil.example", HttpStatusCode.Forbidden)]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("[::1]:18890", HttpStatusCode.OK)]
    public async Task OnlyNamesOfThisMachineAreAnswered(string name, HttpStatusCode expected)
    {
        await using var host = await OtlpHost.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/traces") { Content = Http.Body([], Http.Protobuf) };
        request.Headers.Host = name;
        var response = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(expected, response.StatusCode);
        if (expected != HttpStatusCode.OK)
            Assert.Contains("'evil.example' is not this machine", (await Http.StatusOf(response)).Message, StringComparison.Ordinal);
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

    private static OtlpAddresses Create(params (string Key, string? Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => new KeyValuePair<string, string?>(setting.Key, setting.Value)))
            .Build();
        var options = new OtlpOptions { PrimaryApiKey = configuration["Dashboard:Otlp:PrimaryApiKey"] };
        return new OtlpAddresses(configuration, new OtlpApiKeys(Options.Create(options), configuration));
    }
}
