using System.Text;
using EdgeProxy.Conformance;
using EdgeProxy.Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace EdgeProxy.Gateway.Tests.Configuration.Envoy;

/// <summary>Envoy's gRPC-Web filter: a browser's call before a service that speaks gRPC over HTTP/2.</summary>
public sealed class ServedGrpcWebTests : IAsyncLifetime
{
    private static readonly byte[] Frame = [0, 0, 0, 0, 3, 1, 2, 3];
    private string _seen = "";
    private KestrelBackend _service = null!;

    public async ValueTask InitializeAsync() => _service = await KestrelBackend.StartAsync(HttpProtocols.Http2, AnswerAsync);

    public ValueTask DisposeAsync() => _service.DisposeAsync();

    [Theory]
    [InlineData("application/grpc-web+proto")]
    [InlineData("application/grpc-web")]
    public async Task BinaryCall_HasItsTrailersAsTheLastFrame(string type)
    {
        await using var gateway = await StartAsync();
        var response = await CallAsync(gateway, "/echo", type, Encoding.Latin1.GetString(Frame), type);
        Assert.Equal((200, "application/grpc-web+proto"), (response.Status, response.Headers.Find("content-type")));
        var trailers = Encoding.Latin1.GetBytes("grpc-message:fine\r\ngrpc-status:0\r\n");
        Assert.Equal([.. Frame, 0x80, 0, 0, 0, (byte)trailers.Length, .. trailers], response.Body);
        Assert.Equal("application/grpc te=trailers identity,deflate,gzip 0000000003010203", _seen);
    }

    [Fact]
    public async Task TextCall_IsBase64BothWays()
    {
        await using var gateway = await StartAsync();
        var response = await CallAsync(gateway, "/echo", "application/grpc-web-text", Convert.ToBase64String(Frame), "application/grpc-web-text");
        Assert.Equal("application/grpc-web-text+proto", response.Headers.Find("content-type"));
        var text = Encoding.ASCII.GetString(response.Body);
        // Each part is padded by itself: what a client decodes four letters at a time.
        var bytes = Enumerable.Range(0, text.Length / 4).SelectMany(group => Convert.FromBase64String(text.Substring(group * 4, 4))).ToArray();
        Assert.Equal(Frame, bytes[..Frame.Length]);
        Assert.Equal(0x80, bytes[Frame.Length]);
        Assert.EndsWith("grpc-message:fine\r\ngrpc-status:0\r\n", Encoding.Latin1.GetString(bytes), StringComparison.Ordinal);
        Assert.EndsWith(" 0000000003010203", _seen, StringComparison.Ordinal);
    }

    /// <summary>The client's fault: the host is not to blame, and the caller gets a status.</summary>
    [Fact]
    public async Task TextCall_ThatIsNoBase64_IsRefused()
    {
        await using var gateway = await StartAsync();
        var response = await CallAsync(gateway, "/echo", "application/grpc-web-text", "!!!!", "application/grpc-web-text");
        Assert.Equal((200, "application/grpc-web-text+proto", "13"), (response.Status, response.Headers.Find("content-type"), response.Headers.Find("grpc-status")));
    }

    [Fact]
    public async Task AnswerOfHeadersAlone_HasNoFrame()
    {
        await using var gateway = await StartAsync();
        var response = await CallAsync(gateway, "/refuse", "application/grpc-web+proto", "", "");
        Assert.Equal(("application/grpc-web+proto", "7"), (response.Headers.Find("content-type"), response.Headers.Find("grpc-status")));
        Assert.Empty(response.Body);
    }

    [Fact]
    public async Task GatewaysOwnAnswer_IsOneOfGrpcWeb()
    {
        await using var gateway = await StartAsync();
        var response = await CallAsync(gateway, "/nowhere", "application/grpc-web+proto", "", "");
        Assert.Equal((200, "application/grpc-web+proto", "12"), (response.Status, response.Headers.Find("content-type"), response.Headers.Find("grpc-status")));
    }

    [Fact]
    public async Task OtherRequests_StayAsTheyAre()
    {
        await using var gateway = await StartAsync();
        var response = await CallAsync(gateway, "/plain", "application/json", "{}", "");
        Assert.Equal((200, "text/plain", "plain"), (response.Status, response.Headers.Find("content-type"), response.Text));
        Assert.StartsWith("application/json te= ", _seen, StringComparison.Ordinal);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var headers = context.Request.Headers;
        _seen = $"{headers.ContentType} te={headers.TE} {headers["grpc-accept-encoding"]} {Convert.ToHexString(body.ToArray())}";
        if (context.Request.Path == "/plain")
        {
            context.Response.ContentType = "text/plain";
            await context.Response.WriteAsync("plain");
            return;
        }

        context.Response.ContentType = "application/grpc";
        if (context.Request.Path == "/refuse")
        {
            context.Response.Headers["grpc-status"] = "7";
            return;
        }

        await context.Response.Body.WriteAsync(body.ToArray());
        context.Response.AppendTrailer("grpc-status", "0");
        context.Response.AppendTrailer("grpc-message", "fine");
    }

    private static async Task<ObservedResponse> CallAsync(EnvoyGateway gateway, string path, string type, string body, string accept) =>
        (await gateway.SendAsync(RawRequest.Post(path, body, $"content-type: {type}", $"accept: {accept}"))).Response;

    private Task<EnvoyGateway> StartAsync() => EnvoyGateway.StartAsync((_, _) =>
        EnvoyFile.WithRoutes(
            "{ match: { prefix: /echo }, route: { cluster: a } }", "{ match: { prefix: /refuse }, route: { cluster: a } }", "{ match: { prefix: /plain }, route: { cluster: a } }")
            .Replace("http_filters: [", "http_filters: [{ name: envoy.filters.http.grpc_web }, ", StringComparison.Ordinal)
            .Replace("port_value: 1 ", $"port_value: {_service.Port} ", StringComparison.Ordinal)
            .Replace("{ name: a, type: STATIC,", "{ name: a, type: STATIC, http2_protocol_options: {},", StringComparison.Ordinal));
}
