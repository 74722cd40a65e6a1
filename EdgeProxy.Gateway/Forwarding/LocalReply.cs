using System.Text;
using EdgeProxy.Gateway.Routing;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;

namespace EdgeProxy.Gateway.Forwarding;

/// <summary>The gateway's own answers: plain text, or trailers alone for gRPC.</summary>
internal static class LocalReply
{
    /// <summary>gRPC's DEADLINE_EXCEEDED.</summary>
    public const int GrpcDeadlineExceeded = 4;

    private const int GrpcInternal = 13;
    private const int GrpcUnknown = 2;
    private static readonly StringValues PlainText = "text/plain";
    private static readonly StringValues Grpc = "application/grpc";

    /// <summary>Writes an answer, unless one is under way.</summary>
    /// <param name="context">The request.</param>
    /// <param name="status">The HTTP status; gRPC requests get 200 with the status it stands for.</param>
    /// <param name="body">The body; empty for none.</param>
    /// <param name="grpcStatus">The gRPC status; null for the one that the HTTP status stands for.</param>
    public static Task WriteAsync(HttpContext context, int status, string body, int? grpcStatus = null) => SendAsync(context, Prepare(context, status, body, grpcStatus));

    /// <summary>Writes the head of an answer; headers may be changed before <see cref="SendAsync"/>.</summary>
    /// <returns>The bytes of the body, empty for none; null for gRPC, whose answer is its head alone.</returns>
    public static byte[]? Prepare(HttpContext context, int status, string body, int? grpcStatus = null) =>
        Prepare(context, status, Encoding.UTF8.GetBytes(body), grpcStatus);

    /// <summary>The same with the bytes of the body.</summary>
    public static byte[]? Prepare(HttpContext context, int status, byte[] body, int? grpcStatus = null)
    {
        var response = context.Response;
        if (GrpcRequest.Is(context.Request))
        {
            response.StatusCode = StatusCodes.Status200OK;
            response.Headers.ContentType = Grpc;
            response.Headers["grpc-status"] = (grpcStatus ?? GrpcStatus(status)).ToString();
            if (body.Length > 0)
                response.Headers["grpc-message"] = GrpcMessage(body);
            return null;
        }

        response.StatusCode = status;
        if (body.Length == 0)
            return [];
        response.Headers.ContentType = PlainText;
        response.ContentLength = body.Length;
        return body;
    }

    /// <summary>Sends an answer whose head was prepared.</summary>
    public static Task SendAsync(HttpContext context, byte[]? body)
    {
        if (context.Request.Method == HttpMethods.Connect && context.Response.StatusCode is >= 200 and < 300)
            return AcceptAsync(context, body ?? []);
        // A response without a write ends with its headers, as gRPC's "Trailers-Only" has to.
        if (body is null)
            return Task.CompletedTask;
        // Started now, an HTTP/2 answer carries no length; Kestrel would write one of 0 at the end.
        if (body.Length == 0)
            return HttpProtocol.IsHttp2(context.Request.Protocol) ? context.Response.StartAsync(context.RequestAborted) : Task.CompletedTask;
        return context.Request.Method == HttpMethods.Head
            ? Task.CompletedTask
            : context.Response.BodyWriter.WriteAsync(body, context.RequestAborted).AsTask();
    }

    /// <summary>Success of an extended CONNECT begins a tunnel (RFC 8441, 4): the body is all that comes out of it.</summary>
    private static async Task AcceptAsync(HttpContext context, byte[] body)
    {
        context.Response.ContentLength = null;
        await using var tunnel = await context.Features.GetRequiredFeature<IHttpExtendedConnectFeature>().AcceptAsync();
        await tunnel.WriteAsync(body, context.RequestAborted);
    }

    /// <summary>gRPC, "HTTP to gRPC Status Code Mapping".</summary>
    private static int GrpcStatus(int status) => status switch
    {
        400 => GrpcInternal,
        401 => 16,
        403 => 7,
        404 => 12,
        429 or 502 or 503 or 504 => 14,
        _ => GrpcUnknown,
    };

    /// <summary>gRPC, "Percent-Encoded": printable ASCII but for the percent sign stays, of all else the UTF-8 bytes are written.</summary>
    private static string GrpcMessage(byte[] text)
    {
        var encoded = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (letter is >= (byte)' ' and <= (byte)'~' and not (byte)'%')
                encoded.Append((char)letter);
            else
                encoded.Append('%').Append(letter.ToString("X2"));
        }

        return encoded.ToString();
    }
}
