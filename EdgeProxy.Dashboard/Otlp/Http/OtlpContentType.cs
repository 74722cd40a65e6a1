using Microsoft.Net.Http.Headers;

namespace EdgeProxy.Dashboard.Otlp.Http;

/// <summary>One of the two encodings of OTLP/HTTP.</summary>
internal sealed record OtlpContentType(string Name, bool IsJson)
{
    public static OtlpContentType Protobuf { get; } = new("application/x-protobuf", false);

    public static OtlpContentType Json { get; } = new("application/json", true);

    /// <summary>The type of a request's body.</summary>
    /// <exception cref="OtlpRefusedException">It is neither.</exception>
    public static OtlpContentType Of(HttpRequest request) => Find(request) ?? throw new OtlpRefusedException(
        OtlpRefusal.UnsupportedType,
        $"The content type '{request.ContentType}' is not one of OTLP's. Allowed: {Protobuf.Name}, {Json.Name}.");

    /// <summary>The type of a request's body; null when it is neither.</summary>
    public static OtlpContentType? Find(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var parsed))
            return null;
        if (parsed.MediaType.Equals(Protobuf.Name, StringComparison.OrdinalIgnoreCase))
            return Protobuf;
        return parsed.MediaType.Equals(Json.Name, StringComparison.OrdinalIgnoreCase) ? Json : null;
    }
}
