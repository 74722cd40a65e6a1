using System.Globalization;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.Core;

namespace EdgeProxy.Dashboard.Otlp.Http;

/// <summary>Writes answers: 200 with a response message, or an error with the <c>google.rpc.Status</c> that says why.</summary>
internal static class OtlpHttpResponse
{
    private static readonly Lazy<JsonFormatter> Json = new(() => new JsonFormatter(
        JsonFormatter.Settings.Default.WithTypeRegistry(TypeRegistry.FromMessages(RetryInfo.Descriptor, BadRequest.Descriptor))));

    public static Task WriteAsync(HttpContext context, OtlpRefusedException refused)
    {
        var (http, code) = StatusOf(refused.Refusal);
        var response = context.Response;
        if (refused.RetryAfter is { } delay)
            response.Headers.RetryAfter = ((int)Math.Ceiling(delay.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        if (refused.Refusal == OtlpRefusal.WrongMethod)
            response.Headers.Allow = HttpMethods.Post;
        // Where the request's type is unknown, JSON: a person may read it.
        var type = OtlpContentType.Find(context.Request) ?? OtlpContentType.Json;
        return WriteAsync(response, http, type, OtlpResponses.StatusFor(refused, code));
    }

    /// <param name="response">Where to.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="type">The type of the body.</param>
    /// <param name="message">The body; null for a message without any field set.</param>
    public static async Task WriteAsync(HttpResponse response, int status, OtlpContentType type, IMessage? message)
    {
        var body = message is null ? EmptyOf(type) : type.IsJson ? Encoding.UTF8.GetBytes(Json.Value.Format(message)) : message.ToByteArray();
        response.StatusCode = status;
        response.ContentType = type.Name;
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, response.HttpContext.RequestAborted);
    }

    private static byte[] EmptyOf(OtlpContentType type) => type.IsJson ? [(byte)'{', (byte)'}'] : [];

    /// <summary>The HTTP status and <c>google.rpc.Code</c>.</summary>
    private static (int Http, int Code) StatusOf(OtlpRefusal refusal) => refusal switch
    {
        OtlpRefusal.BadData => (StatusCodes.Status400BadRequest, (int)StatusCode.InvalidArgument),
        OtlpRefusal.TooLarge => (StatusCodes.Status413PayloadTooLarge, (int)StatusCode.ResourceExhausted),
        OtlpRefusal.Overloaded => (StatusCodes.Status503ServiceUnavailable, (int)StatusCode.Unavailable),
        OtlpRefusal.Unauthenticated => (StatusCodes.Status401Unauthorized, (int)StatusCode.Unauthenticated),
        OtlpRefusal.ForeignHost => (StatusCodes.Status403Forbidden, (int)StatusCode.PermissionDenied),
        OtlpRefusal.UnsupportedType => (StatusCodes.Status415UnsupportedMediaType, (int)StatusCode.InvalidArgument),
        OtlpRefusal.WrongMethod => (StatusCodes.Status405MethodNotAllowed, (int)StatusCode.Unimplemented),
        OtlpRefusal.Failed => (StatusCodes.Status500InternalServerError, (int)StatusCode.Internal),
        _ => (StatusCodes.Status404NotFound, (int)StatusCode.NotFound),
    };
}
