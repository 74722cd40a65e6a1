using System.Collections.Concurrent;
using EdgeProxy.Conformance;
using EdgeProxy.Gateway.Filters.AuthorizationV3;
using EdgeProxy.Gateway.Tests.Support;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace EdgeProxy.Gateway.Tests.Configuration.Envoy;

/// <summary>Envoy's ext_authz filter before a service that is asked by gRPC: its messages are read and written by hand over HTTP/2.</summary>
public sealed class ServedGrpcAuthzTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<CheckRequest> _asked = new();
    private KestrelBackend _service = null!;
    private EnvoyGateway _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await KestrelBackend.StartAsync(HttpProtocols.Http2, AnswerAsync);
        _gateway = await EnvoyGateway.StartWithAsync(EnvoyFile.WithFilters(
            """
            { name: envoy.filters.http.ext_authz, typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.ext_authz.v3.ExtAuthz,
              grpc_service: { envoy_grpc: { cluster_name: auth }, timeout: 5s, initial_metadata: [{ key: x-token, value: t }] },
              transport_api_version: V3, with_request_body: { max_request_bytes: 100 } } }
            """,
            "{ match: { prefix: / }, route: { cluster: a }, typed_per_filter_config: { envoy.filters.http.ext_authz: { \"@type\": type.googleapis.com/envoy.extensions.filters.http.ext_authz.v3.ExtAuthzPerRoute, check_settings: { context_extensions: { host: all } } } } }")
            + EnvoyFile.Cluster("auth", _service.Port, "http2_protocol_options: {},"));
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _service.DisposeAsync();
    }

    [Fact]
    public async Task AllowedRequest_IsDescribedAndChanged()
    {
        var seen = await _gateway.SendAsync(RawRequest.Post("/ok?a=1&b=2", "body", "x-one: 1", "x-user: forged", "x-secret: s"));
        Assert.Equal((200, "yes"), (seen.Response.Status, seen.Response.Headers.Find("x-checked")));
        var upstream = Assert.Single(seen.Upstream);
        Assert.Equal(("alice", "1, 2", null), (upstream.Headers.Find("x-user"), upstream.Headers.Find("x-one"), upstream.Headers.Find("x-secret")));
        Assert.Equal("/ok?b=2&c=x%20y", upstream.Target);
        Assert.True(_asked.TryDequeue(out var asked));
        var http = asked.Attributes.Request.Http;
        Assert.Equal(("POST", "/ok?a=1&b=2", _gateway.Target.Host, "http", "HTTP/1.1", 4, "body"), (http.Method, http.Path, http.Host, http.Scheme, http.Protocol, (int)http.Size, http.Body));
        Assert.Equal(("1", "POST", "/ok?a=1&b=2", "false"), (http.Headers["x-one"], http.Headers[":method"], http.Headers[":path"], http.Headers["x-envoy-auth-partial-body"]));
        Assert.Equal(36, http.Id.Length);
        Assert.Equal(("127.0.0.1", "all"), (asked.Attributes.Source.Address.SocketAddress.Address, asked.Attributes.ContextExtensions["host"]));
    }

    [Fact]
    public async Task DeniedRequest_GetsTheServicesAnswer()
    {
        var seen = await _gateway.GetAsync("/deny");
        Assert.Equal((418, "no"), (seen.Response.Status, seen.Response.Text));
        Assert.Equal("because", seen.Response.Headers.Find("x-reason"));
        // A header that would make two is left out, whatever the service sends.
        Assert.Null(seen.Response.Headers.Find("x-split"));
        Assert.Empty(seen.Upstream);
        Assert.Equal(403, (await _gateway.GetAsync("/plain")).Response.Status);
        Assert.Equal(2, _gateway.Stat("http.test.ext_authz.denied"));
    }

    [Fact]
    public async Task FailingService_Refuses()
    {
        Assert.Equal(403, (await _gateway.GetAsync("/fail")).Response.Status);
        Assert.Equal((1, 1), (_gateway.Stat("http.test.ext_authz.error"), _gateway.Stat("cluster.a.ext_authz.error")));
    }

    private async Task AnswerAsync(HttpContext context)
    {
        Assert.Equal(("/envoy.service.auth.v3.Authorization/Check", "t", "auth"), (context.Request.Path.Value, context.Request.Headers["x-token"].ToString(), context.Request.Host.ToString()));
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var asked = CheckRequest.Parser.ParseFrom(body.ToArray()[5..]);
        _asked.Enqueue(asked);
        context.Response.ContentType = "application/grpc";
        var path = asked.Attributes.Request.Http.Path;
        if (path.StartsWith("/fail", StringComparison.Ordinal))
        {
            context.Response.AppendTrailer("grpc-status", "14");
            return;
        }

        var answer = new CheckResponse { Status = new RpcStatus { Code = path.StartsWith("/ok", StringComparison.Ordinal) ? 0 : 7 } };
        if (path.StartsWith("/deny", StringComparison.Ordinal))
        {
            answer.DeniedResponse = new DeniedHttpResponse { Status = new HttpStatus { Code = 418 }, Body = "no" };
            answer.DeniedResponse.Headers.Add(Header("x-reason", "because"));
            answer.DeniedResponse.Headers.Add(Header("x-split", "a\r\nx-forged: 1"));
        }
        else if (path.StartsWith("/ok", StringComparison.Ordinal))
        {
            answer.OkResponse = new OkHttpResponse();
            answer.OkResponse.Headers.Add(Header("x-user", "alice"));
            answer.OkResponse.Headers.Add(Header("x-one", "2", append: true));
            answer.OkResponse.HeadersToRemove.Add("x-secret");
            answer.OkResponse.ResponseHeadersToAdd.Add(Header("x-checked", "yes"));
            answer.OkResponse.QueryParametersToSet.Add(new QueryParameter { Key = "c", Value = "x y" });
            answer.OkResponse.QueryParametersToRemove.Add("a");
        }

        var bytes = answer.ToByteArray();
        await context.Response.Body.WriteAsync((byte[])[0, 0, 0, (byte)(bytes.Length >> 8), (byte)bytes.Length, .. bytes]);
        context.Response.AppendTrailer("grpc-status", "0");
    }

    private static HeaderValueOption Header(string name, string value, bool append = false) =>
        new() { Header = new HeaderValue { Key = name, Value = value }, Append = append ? true : null };
}
