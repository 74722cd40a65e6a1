using System.Net;
using EdgeProxy.Dashboard.Tests.Browser;

namespace EdgeProxy.Dashboard.Tests.Security;

/// <summary>Who gets in, and what every answer carries: asked of the real program over HTTP.</summary>
public sealed class LoginTests(DashboardFixture fixture) : IClassFixture<DashboardFixture>, IDisposable
{
    private static readonly HttpStatusCode[] Refusals = [HttpStatusCode.Redirect, HttpStatusCode.Unauthorized];
    private readonly DashboardProcess _dashboard = fixture.Dashboard;
    private readonly HttpClient _client = fixture.Dashboard.CreateClient();

    public void Dispose() => _client.Dispose();

    [Fact]
    public async Task LetsNobodyInWithoutTheToken()
    {
        foreach (var path in new[] { "", "traces", "metrics", "settings" })
        {
            using var answer = await GetAsync(path);
            Assert.Equal((HttpStatusCode.Redirect, "/login"), (answer.StatusCode, answer.Headers.Location!.AbsolutePath));
        }

        using var negotiate = await _client.PostAsync("_blazor/negotiate?negotiateVersion=1", null, TestContext.Current.CancellationToken);
        Assert.Contains(negotiate.StatusCode, Refusals);
        using var export = await GetAsync("api/telemetry/export");
        Assert.Contains(export.StatusCode, Refusals);

        using var wrong = await GetAsync("login?t=" + new string('x', 32));
        Assert.Equal(HttpStatusCode.OK, wrong.StatusCode);
        Assert.DoesNotContain(wrong.Headers, header => header.Key == "Set-Cookie" && header.Value.Any(value => value.StartsWith("edgeproxy-dashboard=", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task KeepsWhoBroughtTheTokenForThreeDays()
    {
        using var answer = await GetAsync($"login?t={DashboardProcess.Token}&returnUrl=/traces?q=a");

        Assert.Equal("/traces?q=a", answer.Headers.Location!.ToString().Replace(_dashboard.Frontend.ToString().TrimEnd('/'), "", StringComparison.Ordinal));
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("edgeproxy-dashboard=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        var expires = DateTimeOffset.Parse(cookie.Split("expires=")[1].Split(';')[0]);
        Assert.InRange(expires - TimeProvider.System.GetUtcNow(), TimeSpan.FromDays(2.9), TimeSpan.FromDays(3.1));

        using var request = new HttpRequestMessage(HttpMethod.Get, "traces") { Headers = { { "Cookie", cookie.Split(';')[0] } } };
        using var page = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Theory]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("http://evil.example")]
    [InlineData("evil")]
    public async Task LeadsToNoOtherSite(string returnUrl)
    {
        using var answer = await GetAsync($"login?t={DashboardProcess.Token}&returnUrl={Uri.EscapeDataString(returnUrl)}");

        Assert.Equal("/", new Uri(_dashboard.Frontend, answer.Headers.Location!).AbsolutePath);
        Assert.True(new Uri(_dashboard.Frontend, answer.Headers.Location!).IsLoopback);
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("localhost.evil.example")]
    [InlineData("192.168.1.2")]
    public async Task RefusesAForeignHost(string host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "login") { Headers = { Host = host } };
        using var answer = await _client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task AllowsNoScriptButItsOwn()
    {
        using var answer = await GetAsync("login");

        var policy = answer.Headers.GetValues("Content-Security-Policy").First();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.DoesNotContain("<script>", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task RefusesAFormThatAnotherSiteSent()
    {
        using var form = new FormUrlEncodedContent([new("Token", DashboardProcess.Token), new("_handler", "login")]);
        using var answer = await _client.PostAsync("login", form, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task ServesPagesAtTheirOwnAddressAlone()
    {
        using var client = new HttpClient { BaseAddress = _dashboard.OtlpHttp };

        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("login", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("favicon.svg", TestContext.Current.CancellationToken)).StatusCode);
    }

    private Task<HttpResponseMessage> GetAsync(string path) => _client.GetAsync(path, TestContext.Current.CancellationToken);
}
