namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>The kinds of HTTP filters that are read, each a row; <c>Filters/HttpFilterFactory</c> has what they do.</summary>
internal static class HttpFilterReaders
{
    public static IReadOnlyList<HttpFilterReader> All { get; } =
    [
        new BufferFilterReader(),
        new CompressorFilterReader(),
        new CorsFilterReader(),
        new CsrfFilterReader(),
        new ExtAuthzFilterReader(),
        new FaultFilterReader(),
        new GrpcWebFilterReader(),
        new HeaderMutationFilterReader(),
        new HealthCheckFilterReader(),
        new JwtAuthnFilterReader(),
        new LocalRateLimitFilterReader(),
        new RbacFilterReader(),
    ];

    private static readonly Dictionary<string, HttpFilterReader> ByKind = All
        .SelectMany(reader => reader.Types.Append(reader.Name).Append(OldName(reader.Name)).Select(kind => (kind, reader)))
        .ToDictionary(StringComparer.Ordinal);

    private static readonly Dictionary<string, HttpFilterReader> ByRouteKind = All
        .SelectMany(reader => reader.RouteTypes.Append(reader.Name).Append(OldName(reader.Name)).Select(kind => (kind, reader)))
        .ToDictionary(StringComparer.Ordinal);

    /// <summary>The reader of a filter, by the message of its configuration or by its name; null for a filter that is not served.</summary>
    public static HttpFilterReader? Find(string kind) => ByKind.GetValueOrDefault(kind);

    /// <summary>The reader of what a route says, by its message or by the filter's name.</summary>
    public static HttpFilterReader? FindOfRoute(string kind) => ByRouteKind.GetValueOrDefault(kind);

    /// <summary>The name that version 2 had: <c>envoy.cors</c>.</summary>
    public static string OldName(string name) => name.Replace("envoy.filters.http.", "envoy.", StringComparison.Ordinal);
}
