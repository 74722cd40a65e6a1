namespace EdgeProxy.Gateway.Observability.Telemetry;

/// <summary>The value of <c>http.request.method</c>: a client may not make as many values as it likes.</summary>
internal static class MethodTag
{
    private const string Other = "_OTHER";

    public static string Of(string method) => method switch
    {
        "GET" or "HEAD" or "POST" or "PUT" or "DELETE" or "OPTIONS" or "PATCH" or "CONNECT" or "TRACE" => method,
        _ => Other,
    };

    public static bool IsOther(string method) => ReferenceEquals(Of(method), Other);
}
