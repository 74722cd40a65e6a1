using System.Text.Json.Serialization;

namespace EdgeProxy.Hosting.Kubernetes.Objects;

/// <summary>The requests that a rule is for.</summary>
internal sealed class HttpRouteMatch
{
    [JsonPropertyName("path")]
    public HttpPathMatch Path { get; set; } = new();
}
