using System.Text.Json.Serialization;

namespace EdgeProxy.Hosting.Kubernetes.Objects;

/// <summary>Every path, since it has no matches, to its backends.</summary>
internal sealed class HttpRouteRule
{
    [JsonPropertyName("backendRefs")]
    public IList<HttpRouteReference> BackendRefs { get; set; } = [];
}
