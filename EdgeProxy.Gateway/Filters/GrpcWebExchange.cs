using System.Security.Cryptography;

namespace EdgeProxy.Gateway.Filters;

/// <summary>
/// One gRPC-Web call (Envoy, "gRPC-Web"; PROTOCOL-WEB): the service sees gRPC, and its trailers come to the browser as the last frame of the body. In the text form
/// both bodies are base64.
/// </summary>
internal sealed class GrpcWebExchange
{
    private const string Type = "application/grpc-web";
    private const string TextType = "application/grpc-web-text";
    private const string Grpc = "application/grpc";
    private readonly bool _isText;

    private GrpcWebExchange(bool isText) => _isText = isText;

    /// <summary>Makes a gRPC-Web request one of gRPC; null for any other request, which stays as it is.</summary>
    public static GrpcWebExchange? TryStart(HttpContext context)
    {
        var headers = context.Request.Headers;
        var type = context.Request.ContentType;
        if (!Is(type, Type) && !Is(type, TextType))
            return null;
        headers.ContentType = Grpc;
        headers.TE = "trailers";
        headers["grpc-accept-encoding"] = "identity,deflate,gzip";
        if (Is(type, TextType))
        {
            // Decoded base64 is shorter.
            headers.ContentLength = null;
            context.Request.Body = new CryptoStream(context.Request.Body, new FromBase64Transform(FromBase64TransformMode.IgnoreWhiteSpaces), CryptoStreamMode.Read);
        }

        var exchange = new GrpcWebExchange(Is(headers.Accept.ToString(), TextType));
        // The gateway's own answers too.
        context.Response.OnStarting(() => exchange.SetType(context.Response));
        return exchange;
    }

    /// <summary>Makes the body of an answer what the browser reads; null for an answer that is not of gRPC.</summary>
    public Func<Stream, Stream>? Wrap(HttpResponseMessage response) =>
        response.Content.Headers.ContentType?.MediaType?.StartsWith(Grpc, StringComparison.Ordinal) == true ? body => new GrpcWebBody(body, response, _isText) : null;

    private static bool Is(string? type, string expected) =>
        type is not null && type.StartsWith(expected, StringComparison.OrdinalIgnoreCase)
        && (type.Length == expected.Length || type.AsSpan(expected.Length).Equals("+proto", StringComparison.OrdinalIgnoreCase));

    private Task SetType(HttpResponse response)
    {
        if (response.ContentType?.StartsWith(Grpc, StringComparison.Ordinal) == true)
            response.ContentType = (_isText ? TextType : Type) + "+proto";
        return Task.CompletedTask;
    }
}
