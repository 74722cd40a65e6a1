using Aspire.Hosting.ApplicationModel;

namespace EdgeProxy.Hosting.Discovery;

/// <summary>An address at which one replica accepts connections.</summary>
/// <param name="Resource">The service.</param>
/// <param name="ResourceId">The replica, such as <c>ping-svc-abcdwxyz</c>.</param>
/// <param name="Endpoint">The endpoint's name, such as <c>http</c>.</param>
/// <param name="Address">The scheme, the loopback address and the port.</param>
internal sealed record ReplicaAddress(IResource Resource, string ResourceId, string Endpoint, Uri Address);
