using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using EdgeProxy.Conformance;
using EdgeProxy.Gateway.Configuration.Envoy;
using EdgeProxy.Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace EdgeProxy.Gateway.Tests.Configuration.Envoy;

/// <summary>Envoy's jwt_authn filter: tokens with local and remote keys, in every place, and its refusals.</summary>
public sealed class ServedJwtTests : IAsyncLifetime
{
    private static readonly ECDsa Key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private static readonly RSA OtherKey = RSA.Create(2048);
    private static readonly string Keys = KeySet(JsonWebKeyConverter.ConvertFromECDsaSecurityKey(new ECDsaSecurityKey(ECDsa.Create(Key.ExportParameters(false))) { KeyId = "k1" }));
    private readonly ConcurrentQueue<string> _fetches = new();
    private readonly string _file = Path.GetTempFileName();
    private bool _isServiceDown;
    private KestrelBackend _issuer = null!;
    private EnvoyGateway _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(_file, Keys, TestContext.Current.CancellationToken);
        _issuer = await KestrelBackend.StartAsync(HttpProtocols.Http1, AnswerAsync);
        _gateway = await EnvoyGateway.StartWithAsync(EnvoyFile.WithFilters(
            $$"""
            { name: envoy.filters.http.jwt_authn, typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.jwt_authn.v3.JwtAuthentication,
              providers: {
                one: { issuer: issuer-one, payload_in_metadata: payload, audiences: ["https://api.example/"], local_jwks: { inline_string: '{{Keys}}' }, forward_payload_header: x-payload,
                       claim_to_headers: [{ header_name: x-sub, claim_name: sub }, { header_name: x-deep, claim_name: a.b }] },
                two: { issuer: issuer-two, local_jwks: { filename: {{_file}} }, forward: true,
                       from_headers: [{ name: x-token, value_prefix: "T " }], from_params: [token], from_cookies: [token] },
                far: { issuer: issuer-far, remote_jwks: { http_uri: { uri: "http://issuer.example/keys?v=1", cluster: issuer, timeout: 5s }, cache_duration: 600s } } },
              rules: [
                { match: { prefix: /open } },
                { match: { prefix: /one }, requires: { provider_name: one } },
                { match: { prefix: /two }, requires: { provider_name: two } },
                { match: { prefix: /far }, requires: { provider_name: far } },
                { match: { prefix: /audience }, requires: { provider_and_audiences: { provider_name: one, audiences: [special] } } },
                { match: { prefix: /any }, requires: { requires_any: { requirements: [{ provider_name: one }, { provider_name: two }] } } },
                { match: { prefix: /all }, requires: { requires_all: { requirements: [{ provider_name: one }, { provider_name: two }] } } },
                { match: { prefix: /missing }, requires: { requires_any: { requirements: [{ provider_name: one }, { allow_missing: {} }] } } },
                { match: { prefix: /failed }, requires: { allow_missing_or_failed: {} } },
                { match: { prefix: /mapped }, requirement_name: needs-two } ],
              requirement_map: { needs-two: { provider_name: two } },
              bypass_cors_preflight: true } },
            { name: envoy.filters.http.rbac, disabled: true, typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.rbac.v3.RBAC } }
            """,
            $"{{ match: {{ prefix: /one/alice }}, route: {{ cluster: a }}, typed_per_filter_config: {{ envoy.filters.http.rbac: {Claim("alice")} }} }}",
            $"{{ match: {{ prefix: /one/bob }}, route: {{ cluster: a }}, typed_per_filter_config: {{ envoy.filters.http.rbac: {Claim("bob")} }} }}",
            "{ match: { prefix: /one/free }, route: { cluster: a }, typed_per_filter_config: { envoy.filters.http.jwt_authn: { \"@type\": type.googleapis.com/envoy.extensions.filters.http.jwt_authn.v3.PerRouteConfig, disabled: true } } }",
            "{ match: { prefix: /by-route }, route: { cluster: a }, typed_per_filter_config: { envoy.filters.http.jwt_authn: { \"@type\": type.googleapis.com/envoy.extensions.filters.http.jwt_authn.v3.PerRouteConfig, requirement_name: needs-two } } }",
            "{ match: { prefix: /wrong }, route: { cluster: a }, typed_per_filter_config: { envoy.filters.http.jwt_authn: { \"@type\": type.googleapis.com/envoy.extensions.filters.http.jwt_authn.v3.PerRouteConfig, requirement_name: nothing } } }",
            "{ match: { prefix: / }, route: { cluster: a } }") + EnvoyFile.Cluster("issuer", _issuer.Port));
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _issuer.DisposeAsync();
        File.Delete(_file);
    }

    [Fact]
    public async Task GoodToken_PassesAndItsClaimsGoOn()
    {
        var seen = await _gateway.GetAsync("/one", $"authorization: Bearer {Token("issuer-one", "api.example")}", "x-payload: forged", "x-sub: root");
        Assert.Equal(200, seen.Response.Status);
        var headers = Assert.Single(seen.Upstream).Headers;
        Assert.Null(headers.Find("authorization"));
        Assert.Equal(("alice", "7"), (headers.Find("x-sub"), headers.Find("x-deep")));
        Assert.Contains("\"iss\":\"issuer-one\"", Base64UrlEncoder.Decode(headers.Find("x-payload")!), StringComparison.Ordinal);
        Assert.Equal(1, _gateway.Stat("http.test.jwt_authn.allowed"));
    }

    [Theory]
    [InlineData("/one/alice", 200)]
    [InlineData("/one/bob", 403)]
    public async Task Claims_DecideByRules(string path, int status) =>
        Assert.Equal(status, (await _gateway.GetAsync(path, $"authorization: Bearer {Token("issuer-one", "api.example")}")).Response.Status);

    [Theory]
    [InlineData("/open")]
    [InlineData("/one/free")]
    public async Task NoToken_IsAskedForWhereNoneIsRequired(string path) => Assert.Equal(200, (await _gateway.GetAsync(path)).Response.Status);

    /// <summary>Nobody but the filter says who a caller is, not even where no token is asked for.</summary>
    [Fact]
    public async Task ForgedHeaders_AreRemoved()
    {
        var headers = Assert.Single((await _gateway.GetAsync("/open", "x-sub: root", "x-payload: e30")).Upstream).Headers;
        Assert.Equal((null, null), (headers.Find("x-sub"), headers.Find("x-payload")));
    }

    [Fact]
    public async Task MissingToken_IsRefusedWithAChallenge()
    {
        var seen = await _gateway.GetAsync("/one?q=\"");
        Assert.Equal((401, "Jwt is missing"), (seen.Response.Status, seen.Response.Text));
        Assert.Equal($"Bearer realm=\"http://{_gateway.Target.Host}/one?q=%22\"", seen.Response.Headers.Find("www-authenticate"));
        Assert.Empty(seen.Upstream);
        Assert.Equal(1, _gateway.Stat("http.test.jwt_authn.denied"));
    }

    [Theory]
    [InlineData("expired", "Jwt is expired", 401)]
    [InlineData("early", "Jwt not yet valid", 401)]
    [InlineData("issuer", "Jwt issuer is not configured", 401)]
    [InlineData("audience", "Audiences in Jwt are not allowed", 403)]
    [InlineData("tampered", "Jwt verification fails", 401)]
    [InlineData("other-key", "Jwks doesn't have key to match kid or alg from Jwt", 401)]
    [InlineData("stolen-name", "Jwt verification fails", 401)]
    [InlineData("none", "Jwt header [alg] is not supported", 401)]
    [InlineData("hmac", "Jwt verification fails", 401)]
    [InlineData("two-parts", "Jwt is not in the form of Header.Payload.Signature with two dots and 3 sections", 401)]
    [InlineData("bad-header", "Jwt header is an invalid JSON", 401)]
    [InlineData("bad-payload", "Jwt payload is an invalid JSON", 401)]
    [InlineData("twice", "Jwt payload is an invalid JSON", 401)]
    [InlineData("issuer-number", "Jwt payload [iss] field is not a string", 401)]
    public async Task BadToken_IsRefusedWithItsReason(string kind, string reason, int status)
    {
        var seen = await _gateway.GetAsync("/one", $"authorization: Bearer {BadToken(kind)}");
        Assert.Equal((reason, status), (seen.Response.Text, seen.Response.Status));
        Assert.EndsWith(", error=\"invalid_token\"", seen.Response.Headers.Find("www-authenticate"), StringComparison.Ordinal);
        Assert.Empty(seen.Upstream);
    }

    [Theory]
    [InlineData("/two", "x-token: T {0}", 200)]
    [InlineData("/two", "x-token: {0}", 401)]
    [InlineData("/two", "authorization: Bearer {0}", 401)]
    [InlineData("/two?token={0}", "x: y", 200)]
    [InlineData("/two", "cookie: a=b; token={0}", 200)]
    [InlineData("/mapped", "x-token: T {0}", 200)]
    [InlineData("/by-route", "x-token: T {0}", 200)]
    [InlineData("/by-route", "x: y", 401)]
    [InlineData("/any", "x-token: T {0}", 200)]
    [InlineData("/all", "x-token: T {0}", 401)]
    public async Task Token_IsFoundWhereTheProviderSays(string path, string header, int status)
    {
        var token = Token("issuer-two", "any");
        var seen = await _gateway.GetAsync(path.Replace("{0}", token, StringComparison.Ordinal), header.Replace("{0}", token, StringComparison.Ordinal));
        Assert.Equal(status, seen.Response.Status);
        // 'forward: true' leaves the token where it is.
        if (status == 200 && header.StartsWith("x-token", StringComparison.Ordinal))
            Assert.Equal($"T {token}", seen.Upstream[0].Headers.Find("x-token"));
    }

    [Fact]
    public async Task Requirements_AreCombined()
    {
        var (one, two) = (Token("issuer-one", "api.example"), Token("issuer-two", "any"));
        Assert.Equal(200, (await _gateway.GetAsync("/all", $"authorization: Bearer {one}", $"x-token: T {two}")).Response.Status);
        Assert.Equal("Jwt is missing", (await _gateway.GetAsync("/any")).Response.Text);
        Assert.Equal("Audiences in Jwt are not allowed", (await _gateway.GetAsync("/audience", $"authorization: Bearer {one}")).Response.Text);
        Assert.Equal(200, (await _gateway.GetAsync("/audience", $"authorization: Bearer {Token("issuer-one", "special")}")).Response.Status);
        Assert.Equal(200, (await _gateway.GetAsync("/missing")).Response.Status);
        Assert.Equal(401, (await _gateway.GetAsync("/missing", "authorization: Bearer a.b.c")).Response.Status);
        Assert.Equal(200, (await _gateway.GetAsync("/failed", "authorization: Bearer a.b.c")).Response.Status);
        // A second token that is bad might be the one that the service takes.
        Assert.Equal(401, (await _gateway.GetAsync($"/two?token={two}", "cookie: token=a.b.c")).Response.Status);
        var wrong = await _gateway.GetAsync("/wrong");
        Assert.Equal((403, "Failed JWT authentication: Wrong requirement_name: nothing. It should be one of [needs-two]"), (wrong.Response.Status, wrong.Response.Text));
    }

    [Fact]
    public async Task CorsPreflight_PassesWithoutAToken()
    {
        var seen = await _gateway.SendAsync(RawRequest.Lines("OPTIONS /one HTTP/1.1", "Host: {host}", "origin: https://a.example", "access-control-request-method: GET"));
        Assert.Equal((200, 1), (seen.Response.Status, seen.Upstream.Count));
    }

    [Fact]
    public async Task RemoteKeys_AreFetchedOnceForAllAndKept()
    {
        var token = Token("issuer-far", "any");
        var seen = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _gateway.GetAsync("/far", $"authorization: Bearer {token}")));
        Assert.All(seen, one => Assert.Equal(200, one.Response.Status));
        Assert.Equal(["issuer.example /keys?v=1"], _fetches);
        Assert.Equal(1, _gateway.Stat("http.test.jwt_authn.jwks_fetch_success"));
    }

    [Fact]
    public async Task RemoteKeysThatCannotBeFetched_RefuseWithoutAskingForEachRequest()
    {
        _isServiceDown = true;
        var token = Token("issuer-far", "any");
        for (var request = 0; request < 5; request++)
            Assert.Equal("Jwks remote fetch is failed", (await _gateway.GetAsync("/far", $"authorization: Bearer {token}")).Response.Text);
        // One each second; five requests take less than that, or two at the most.
        Assert.InRange(_fetches.Count, 1, 2);
    }

    [Fact]
    public void KeysThatAreNone_AreRefusedAtTheStart() => Assert.Contains(
        "this is not a JSON Web Key Set",
        Assert.Single(EnvoyConfigReader.Read(
            EnvoyFile.WithFilters("{ name: envoy.filters.http.jwt_authn, typed_config: { providers: { p: { local_jwks: { inline_string: \"<xml>\" } } } } }", "{ match: { prefix: / }, route: { cluster: a } }"), "f").Errors).Message,
        StringComparison.Ordinal);

    private static string Claim(string subject) =>
        "{ \"@type\": type.googleapis.com/envoy.extensions.filters.http.rbac.v3.RBACPerRoute, rbac: { rules: { policies: { p: { permissions: [{ any: true }], principals: [{ metadata: { filter: envoy.filters.http.jwt_authn, "
        + $"path: [{{ key: payload }}, {{ key: sub }}], value: {{ string_match: {{ exact: {subject} }} }} }} }}] }} }} }} }} }}";

    private static string KeySet(JsonWebKey key) => $$"""{"keys":[{"kty":"EC","crv":"P-256","kid":"{{key.Kid}}","x":"{{key.X}}","y":"{{key.Y}}"}]}""";

    private static string Token(string issuer, string audience, DateTime? notBefore = null, DateTime? expires = null, SigningCredentials? key = null) => new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
        new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            NotBefore = notBefore,
            Expires = expires,
            Claims = new Dictionary<string, object> { ["sub"] = "alice", ["a"] = new Dictionary<string, object> { ["b"] = 7 } },
            SigningCredentials = key ?? new SigningCredentials(new ECDsaSecurityKey(Key) { KeyId = "k1" }, "ES256"),
        });

    private static string BadToken(string kind)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var parts = Token("issuer-one", "api.example").Split('.');
        return kind switch
        {
            "expired" => Token("issuer-one", "api.example", now.AddHours(-2), now.AddHours(-1)),
            "early" => Token("issuer-one", "api.example", now.AddHours(1)),
            "issuer" => Token("issuer-x", "api.example"),
            "audience" => Token("issuer-one", "other"),
            "tampered" => $"{parts[0]}.{Encode("""{"iss":"issuer-one","aud":"api.example","sub":"root"}""")}.{parts[2]}",
            "other-key" => Token("issuer-one", "api.example", key: new SigningCredentials(new RsaSecurityKey(OtherKey) { KeyId = "k2" }, "RS256")),
            "stolen-name" => Token("issuer-one", "api.example", key: new SigningCredentials(new RsaSecurityKey(OtherKey) { KeyId = "k1" }, "RS256")),
            "none" => $"{Encode("""{"alg":"none"}""")}.{parts[1]}.",
            // A public key taken for a secret one.
            "hmac" => Hmac($"{Encode("""{"alg":"HS256","kid":"k1"}""")}.{parts[1]}"),
            "two-parts" => $"{parts[0]}.{parts[1]}",
            "bad-header" => $"{Encode("no")}.{parts[1]}.{parts[2]}",
            "bad-payload" => $"{parts[0]}.{Encode("[1]")}.{parts[2]}",
            "twice" => $"{parts[0]}.{Encode("""{"iss":"issuer-one","iss":"issuer-two"}""")}.{parts[2]}",
            _ => $"{parts[0]}.{Encode("""{"iss":1}""")}.{parts[2]}",
        };
    }

    private static string Encode(string text) => Base64UrlEncoder.Encode(text);

    private static string Hmac(string signed) => $"{signed}.{Base64UrlEncoder.Encode(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Keys), Encoding.UTF8.GetBytes(signed)))}";

    private Task AnswerAsync(HttpContext context)
    {
        _fetches.Enqueue($"{context.Request.Host} {context.Request.Path}{context.Request.QueryString}");
        if (!_isServiceDown)
            return context.Response.WriteAsync(Keys);
        context.Response.StatusCode = 500;
        return Task.CompletedTask;
    }
}
