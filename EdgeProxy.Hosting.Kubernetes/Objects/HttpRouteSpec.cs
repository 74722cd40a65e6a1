using System.Text.Json.Serialization;

namespace EdgeProxy.Hosting.Kubernetes.Objects;

/// <summary>Hosts, the Gateways that serve them and the Services that answer.</summary>
internal sealed class HttpRouteSpec
{
    [JsonPropertyName("hostnames")]
    public IList<string>? Hostnames { get; set; }

    [JsonPropertyName("parentRefs")]
    public IList<HttpRouteReference> ParentRefs { get; set; } = [];

    [JsonPropertyName("rules")]
    public IList<HttpRouteRule> Rules { get; set; } = [];
}
