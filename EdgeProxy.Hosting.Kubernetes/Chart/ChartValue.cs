using System.Text.Json.Nodes;

namespace EdgeProxy.Hosting.Kubernetes.Chart;

/// <summary>One value of the chart.</summary>
/// <param name="Key">Where it is in values.yaml: <c>pingSvc.replicas</c>.</param>
/// <param name="Value">What it is unless an installation says otherwise.</param>
/// <param name="Description">What it does, for values.yaml and its schema.</param>
/// <param name="Schema">What it may be, as a JSON schema.</param>
internal sealed record ChartValue(string Key, JsonNode Value, string Description, JsonObject Schema);
