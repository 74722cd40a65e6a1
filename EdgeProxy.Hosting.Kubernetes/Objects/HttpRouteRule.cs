using System.Text.Json.Serialization;

namespace EdgeProxy.Hosting.Kubernetes.Objects;

/// <summary>Requests and where they go; every path where it has no matches.</summary>
internal sealed class HttpRouteRule
{
    [JsonPropertyName("matches")]
    public IList<HttpRouteMatch>? Matches { get; set; }

    [JsonPropertyName("backendRefs")]
    public IList<HttpRouteReference> BackendRefs { get; set; } = [];
}
