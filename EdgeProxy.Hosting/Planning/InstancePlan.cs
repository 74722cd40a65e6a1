namespace EdgeProxy.Hosting.Planning;


/// <summary>The name and the ports of one replica.</summary>
/// <param name="Name"><c>ping-svc-abcdefgh</c>.</param>
/// <param name="Id">The name's last part, which telemetry carries as <c>service.instance.id</c>.</param>
/// <param name="Endpoints">Where it listens.</param>
internal sealed record InstancePlan(string Name, string Id, IReadOnlyList<EndpointPlan> Endpoints);
