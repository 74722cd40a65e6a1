using System.IO.Compression;
using System.Text;
using EdgeProxy.Conformance;
using EdgeProxy.Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace EdgeProxy.Gateway.Tests.Configuration.Envoy;

/// <summary>Envoy's compressor filter with gzip and Brotli in one chain.</summary>
public sealed class ServedCompressorTests : IAsyncLifetime
{
    private static readonly string Content = string.Concat(Enumerable.Repeat("the same again, ", 1000));
    private KestrelBackend _service = null!;
    private EnvoyGateway _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        _service = await KestrelBackend.StartAsync(HttpProtocols.Http1, AnswerAsync);
        _gateway = await EnvoyGateway.StartWithAsync(EnvoyFile.WithFilters(
            """
            { name: gzip, typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.compressor.v3.Compressor,
              response_direction_config: { common_config: { min_content_length: 100, content_type: [text/plain, application/json] }, uncompressible_response_codes: [418] },
              compressor_library: { name: text_optimized, typed_config: { "@type": type.googleapis.com/envoy.extensions.compression.gzip.compressor.v3.Gzip, memory_level: 3 } } } },
            { name: br, typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.compressor.v3.Compressor,
              compressor_library: { name: brotli, typed_config: { "@type": type.googleapis.com/envoy.extensions.compression.brotli.compressor.v3.Brotli } } } }
            """,
            "{ match: { prefix: /off }, route: { cluster: web }, typed_per_filter_config: { gzip: { \"@type\": type.googleapis.com/envoy.extensions.filters.http.compressor.v3.CompressorPerRoute, disabled: true }, br: { \"@type\": type.googleapis.com/envoy.extensions.filters.http.compressor.v3.CompressorPerRoute, disabled: true } } }",
            "{ match: { prefix: / }, route: { cluster: web } }") + EnvoyFile.Cluster("web", _service.Port));
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _service.DisposeAsync();
    }

    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData("br", "br")]
    [InlineData("gzip;q=0.5, br;q=0.9", "br")]
    [InlineData("gzip;q=0.9, br;q=0.5", "gzip")]
    [InlineData("gzip, br;q=0", "gzip")]
    [InlineData("GZIP", "gzip")]
    public async Task Answer_IsCompressedAsTheClientLikesIt(string accepted, string coding)
    {
        var response = (await _gateway.GetAsync("/plain", $"accept-encoding: {accepted}")).Response;
        Assert.Equal((200, coding, "Accept-Encoding", null), (response.Status, response.Headers.Find("content-encoding"), response.Headers.Find("vary"), response.Headers.Find("content-length")));
        Assert.Equal(Content, await DecodeAsync(response, coding));
        Assert.True(response.BodyLength < Content.Length / 10);
        Assert.Equal(1, _gateway.Stat($"http.test.compressor.{(coding == "br" ? "brotli" : "gzip")}.compressed"));
    }

    [Theory]
    [InlineData("/plain", "x: y", true)]
    [InlineData("/plain", "accept-encoding: deflate", true)]
    [InlineData("/plain", "accept-encoding: gzip;q=0, br;q=0", true)]
    [InlineData("/image", "accept-encoding: gzip, br", false)]
    [InlineData("/encoded", "accept-encoding: gzip, br", false)]
    [InlineData("/no-transform", "accept-encoding: gzip, br", false)]
    [InlineData("/off", "accept-encoding: gzip, br", false)]
    public async Task Answer_StaysAsItIs(string path, string header, bool varies)
    {
        var response = (await _gateway.GetAsync(path, header)).Response;
        Assert.Equal((path == "/encoded" ? "zstd" : null, varies ? "Accept-Encoding" : null), (response.Headers.Find("content-encoding"), response.Headers.Find("vary")));
        Assert.Equal(Content, response.Text);
    }

    [Fact]
    public async Task StrongEntityTag_IsRemovedAndAWeakOneStays()
    {
        Assert.Null((await _gateway.GetAsync("/strong", "accept-encoding: gzip")).Response.Headers.Find("etag"));
        Assert.Equal("W/\"1\"", (await _gateway.GetAsync("/weak", "accept-encoding: gzip")).Response.Headers.Find("etag"));
    }

    [Fact]
    public async Task HeadAndEmptyAnswers_AreNotCompressed()
    {
        var head = (await _gateway.SendAsync(RawRequest.Lines("HEAD /plain HTTP/1.1", "Host: {host}", "accept-encoding: gzip"))).Response;
        Assert.Equal((null, "Accept-Encoding"), (head.Headers.Find("content-encoding"), head.Headers.Find("vary")));
        var empty = (await _gateway.GetAsync("/empty", "accept-encoding: gzip")).Response;
        Assert.Equal((204, null), (empty.Status, empty.Headers.Find("content-encoding")));
    }

    /// <summary>What the service sends goes out when it comes: the second event waits for the first to be seen.</summary>
    [Fact]
    public async Task StreamedAnswer_StaysAStream()
    {
        using var connection = await RawConnection.OpenAsync(_gateway.Target.Address, TestContext.Current.CancellationToken);
        await connection.SendAsync(Encoding.ASCII.GetBytes($"GET /stream HTTP/1.1\r\nHost: {_gateway.Target.Host}\r\naccept-encoding: gzip\r\n\r\n"), TestContext.Current.CancellationToken);
        var response = await connection.ReadResponseAsync(toHead: false, TestContext.Current.CancellationToken);
        Assert.Equal("one,two", await DecodeAsync(response, "gzip"));
    }

    private static async Task<string> DecodeAsync(ObservedResponse response, string coding)
    {
        using var body = new MemoryStream(response.Body);
        await using Stream decoder = coding == "br" ? new BrotliStream(body, CompressionMode.Decompress) : new GZipStream(body, CompressionMode.Decompress);
        using var reader = new StreamReader(decoder);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        var response = context.Response;
        response.ContentType = context.Request.Path == "/image" ? "image/png" : "text/plain; charset=utf-8";
        switch (context.Request.Path.Value)
        {
            case "/empty":
                response.StatusCode = 204;
                return;
            case "/encoded":
                response.Headers.ContentEncoding = "zstd";
                break;
            case "/no-transform":
                response.Headers.CacheControl = "public, no-transform";
                break;
            case "/strong":
                response.Headers.ETag = "\"1\"";
                break;
            case "/weak":
                response.Headers.ETag = "W/\"1\"";
                break;
            case "/stream":
                await response.WriteAsync("one,");
                await response.Body.FlushAsync();
                await response.WriteAsync("two");
                return;
        }

        response.ContentLength = Content.Length;
        if (context.Request.Method != HttpMethods.Head)
            await response.WriteAsync(Content);
    }
}
