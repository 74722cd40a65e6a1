using System.Text.Json.Serialization;

namespace EdgeProxy.Hosting.Kubernetes.Objects;

/// <summary>How a path is matched.</summary>
internal sealed class HttpPathMatch
{
    [JsonPropertyName("type")]
    public string Type { get; set; } = "";

    [JsonPropertyName("value")]
    public string Value { get; set; } = "";
}
