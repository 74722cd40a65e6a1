using System.Net;
using EdgeProxy.Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace EdgeProxy.Gateway.Tests.Forwarding;

/// <summary>gRPC as it is on the wire: HTTP/2 on both sides, frames in the bodies, the status in the trailers.</summary>
public sealed class GrpcTests
{
    private static readonly byte[] Frame = [0, 0, 0, 0, 3, 1, 2, 3];

    [Fact]
    public async Task AUnaryCallHasItsStatusInTheTrailers()
    {
        await using var backend = await KestrelBackend.StartAsync(HttpProtocols.Http2, async context =>
        {
            context.Response.ContentType = "application/grpc";
            context.Response.Headers["x-deadline"] = context.Request.Headers["grpc-timeout"];
            await context.Request.Body.CopyToAsync(context.Response.Body);
            context.Response.AppendTrailer("grpc-status", "0");
        });
        await using var gateway = await StartAsync(backend);
        using var request = Request(gateway, new ByteArrayContent(Frame));
        request.Headers.Add("grpc-timeout", "5S");
        using var response = await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(Frame, await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal("5S", response.Headers.GetValues("x-deadline").Single());
        Assert.Equal("0", response.TrailingHeaders.GetValues("grpc-status").Single());
    }

    [Fact]
    public async Task AStreamMovesBothWaysAtOnce()
    {
        await using var backend = await KestrelBackend.StartAsync(HttpProtocols.Http2, async context =>
        {
            context.Response.ContentType = "application/grpc";
            await context.Response.Body.FlushAsync();
            var buffer = new byte[Frame.Length];
            for (var i = 0; i < 3; i++)
            {
                await context.Request.Body.ReadExactlyAsync(buffer);
                await context.Response.Body.WriteAsync(buffer);
                await context.Response.Body.FlushAsync();
            }

            context.Response.AppendTrailer("grpc-status", "0");
        });
        await using var gateway = await StartAsync(backend);
        var pipe = new System.IO.Pipelines.Pipe();
        using var request = Request(gateway, new FlushedContent(pipe.Reader));
        using var response = await gateway.Client.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        await using var answers = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        var answer = new byte[Frame.Length];
        for (var i = 0; i < 3; i++)
        {
            await pipe.Writer.WriteAsync(Frame, TestContext.Current.CancellationToken);
            await answers.ReadExactlyAsync(answer, TestContext.Current.CancellationToken);
            Assert.Equal(Frame, answer);
        }

        await pipe.Writer.CompleteAsync();
        Assert.Equal(0, await answers.ReadAsync(answer, TestContext.Current.CancellationToken));
        Assert.Equal("0", response.TrailingHeaders.GetValues("grpc-status").Single());
    }

    [Fact]
    public async Task TheGatewaysOwnFailuresAreAStatus()
    {
        using var closed = new ClosedPort();
        await using var gateway = await TestGateway.StartAsync(
            [.. TestSettings.BothOn(closed.Number), "ReverseProxy:Clusters:ping-cluster:HttpRequest:Version=2"]);
        using var request = Request(gateway, new ByteArrayContent(Frame));
        using var response = await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("14", response.Headers.GetValues("grpc-status").Single());
    }

    private static Task<TestGateway> StartAsync(KestrelBackend backend) => TestGateway.StartAsync(
    [
        .. TestSettings.BothOn(backend.Port), "ReverseProxy:Clusters:ping-cluster:HttpRequest:Version=2", "ReverseProxy:Routes:ping:Timeout=off",
    ]);

    private static HttpRequestMessage Request(TestGateway gateway, HttpContent content)
    {
        content.Headers.ContentType = new("application/grpc");
        return new HttpRequestMessage(HttpMethod.Post, new Uri(gateway.Address, "/ping.Ping/Call"))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
            Headers = { { "te", "trailers" } },
        };
    }

    /// <summary>The client library buffers what is written to an HTTP/2 request; a gRPC client flushes each message, and so does this.</summary>
    private sealed class FlushedContent(System.IO.Pipelines.PipeReader messages) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.FlushAsync();
            while (true)
            {
                var read = await messages.ReadAsync();
                foreach (var part in read.Buffer)
                    await stream.WriteAsync(part);
                await stream.FlushAsync();
                messages.AdvanceTo(read.Buffer.End);
                if (read.IsCompleted)
                    return;
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
