using System.Text.Json.Serialization;

namespace EdgeProxy.Hosting.Kubernetes.Objects;

/// <summary>The certificates with which a Gateway ends TLS.</summary>
internal sealed class GatewayTls
{
    [JsonPropertyName("mode")]
    public string Mode { get; set; } = "Terminate";

    [JsonPropertyName("certificateRefs")]
    public IList<HttpRouteReference> CertificateRefs { get; set; } = [];
}
