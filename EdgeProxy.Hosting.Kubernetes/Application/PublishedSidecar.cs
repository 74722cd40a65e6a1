namespace EdgeProxy.Hosting.Kubernetes.Application;

/// <summary>The variant of one pod with an edge beside the only service that it calls.</summary>
/// <param name="Name">The name of the Deployment, the Service and the edge's container.</param>
/// <param name="Edge">The workload whose image the edge's container runs.</param>
/// <param name="Service">The workload beside it.</param>
/// <param name="Port">The port of the edge, the Service and the node.</param>
/// <param name="AdminPort">The port of the edge's admin endpoint.</param>
internal sealed record PublishedSidecar(string Name, PublishedWorkload Edge, PublishedWorkload Service, int Port, int AdminPort);
