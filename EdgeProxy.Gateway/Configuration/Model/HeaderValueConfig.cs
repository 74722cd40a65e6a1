namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's <c>HeaderValueOption</c>.</summary>
/// <param name="Name">The header.</param>
/// <param name="Value">
/// The value; <c>%DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT%</c>, <c>%DOWNSTREAM_REMOTE_ADDRESS%</c>, <c>%PROTOCOL%</c>, <c>%UPSTREAM_HOST%</c>,
/// <c>%REQ(name)%</c> and <c>%%</c> are replaced.
/// </param>
/// <param name="Action">What happens when the header is there already.</param>
public sealed record HeaderValueConfig(string Name, string Value, HeaderAppendAction Action = HeaderAppendAction.AppendIfExistsOrAdd);
