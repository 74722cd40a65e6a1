using Aspire.Hosting.ApplicationModel;

namespace EdgeProxy.Hosting.Discovery;

/// <summary>
/// The environment variable that carries the address of one replica, <c>EDGEPROXY_REPLICA_http=http://localhost:41234</c>. The orchestrator picks a port for each replica and puts it
/// in where the value names the endpoint's target port; a replica's snapshot shows the value, and nothing else there shows the port.
/// </summary>
internal static class ReplicaVariable
{
    private const string Prefix = "EDGEPROXY_REPLICA_";

    /// <summary>Adds the variable for each HTTP endpoint of a resource.</summary>
    public static void AddTo(IResourceWithEndpoints resource) =>
        resource.Annotations.Add(new EnvironmentCallbackAnnotation(variables =>
        {
            foreach (var endpoint in HttpEndpoints(resource))
                variables[Prefix + endpoint.EndpointName] = ReferenceExpression.Create($"{endpoint.Scheme}://localhost:{endpoint.Property(EndpointProperty.TargetPort)}");
        }));

    /// <summary>The addresses of a replica by the names of its endpoints.</summary>
    public static IEnumerable<(string Endpoint, Uri Address)> Read(CustomResourceSnapshot snapshot)
    {
        foreach (var variable in snapshot.EnvironmentVariables)
        {
            if (variable.Name.StartsWith(Prefix, StringComparison.Ordinal) && Uri.TryCreate(variable.Value, UriKind.Absolute, out var address))
                yield return (variable.Name[Prefix.Length..], address);
        }
    }

    /// <summary>The endpoints that the edge can forward to.</summary>
    public static IEnumerable<EndpointReference> HttpEndpoints(IResourceWithEndpoints resource) =>
        resource.GetEndpoints().Where(endpoint => endpoint.Scheme is "http" or "https");
}
