using System.Net;
using Microsoft.Extensions.Options;

namespace EdgeProxy.Dashboard.Tests.Otlp;

public sealed class OtlpCorsTests
{
    private const string Allowed = "http://localhost:5173";

    [Theory]
    [InlineData(Allowed, true)]
    [InlineData("http://evil.example", false)]
    public async Task OnlyOriginsThatAreNamedMaySend(string origin, bool expected)
    {
        await using var host = await OtlpHost.StartAsync(("Dashboard:Otlp:Cors:AllowedOrigins", Allowed), ("Dashboard:Otlp:PrimaryApiKey", "key"));
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/v1/traces");
        preflight.Headers.Add("Origin", origin);
        preflight.Headers.Add("Access-Control-Request-Method", "POST");
        preflight.Headers.Add("Access-Control-Request-Headers", "content-type,x-otlp-api-key");
        var response = await host.Http.SendAsync(preflight, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal(expected, response.Headers.TryGetValues("Access-Control-Allow-Origin", out var origins) && origins.Single() == Allowed);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("localhost:5173")]
    [InlineData("http://localhost:5173/page")]
    public async Task WhatIsNoOriginIsRefusedAtTheStart(string origin)
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => OtlpHost.StartAsync(("Dashboard:Otlp:Cors:AllowedOrigins", origin)));

        Assert.Contains($"Dashboard:Otlp:Cors:AllowedOrigins has '{origin}'", error.Message, StringComparison.Ordinal);
    }
}
