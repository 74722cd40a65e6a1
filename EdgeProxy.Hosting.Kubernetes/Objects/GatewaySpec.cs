using System.Text.Json.Serialization;

namespace EdgeProxy.Hosting.Kubernetes.Objects;

/// <summary>The class of a Gateway and where it listens.</summary>
internal sealed class GatewaySpec
{
    [JsonPropertyName("gatewayClassName")]
    public string GatewayClassName { get; set; } = "";

    [JsonPropertyName("listeners")]
    public IList<GatewayListener> Listeners { get; set; } = [];
}
