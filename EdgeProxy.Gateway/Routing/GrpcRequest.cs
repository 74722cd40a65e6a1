namespace EdgeProxy.Gateway.Routing;

/// <summary>Recognises gRPC requests.</summary>
internal static class GrpcRequest
{
    /// <summary>Envoy's rule: the content type <c>application/grpc</c>, alone or followed by <c>+</c>.</summary>
    public static bool Is(HttpRequest request)
    {
        var type = request.ContentType;
        return type is not null && type.StartsWith("application/grpc", StringComparison.Ordinal) && (type.Length == 16 || type[16] == '+');
    }
}
