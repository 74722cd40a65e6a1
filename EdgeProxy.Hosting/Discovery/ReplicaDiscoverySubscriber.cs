using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Lifecycle;

namespace EdgeProxy.Hosting.Discovery;

/// <summary>Prepares the environments: each referenced replica shows its address, and the edge reads addresses from its file instead of its variables.</summary>
internal sealed class ReplicaDiscoverySubscriber(DistributedApplicationModel model, ReplicaFiles files) : IDistributedApplicationEventingSubscriber
{
    /// <summary>The variable that names the file. The gateway reads it at its start.</summary>
    private const string FileVariable = "EDGEPROXY_REPLICAS_FILE";

    public Task SubscribeAsync(IDistributedApplicationEventing eventing, DistributedApplicationExecutionContext executionContext, CancellationToken cancellationToken)
    {
        eventing.Subscribe<BeforeStartEvent>((_, cancellation) => PrepareAsync(cancellation));
        return Task.CompletedTask;
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var services = new HashSet<IResourceWithEndpoints>();
        foreach (var edge in model.Resources.Where(resource => resource.HasAnnotationOfType<ReplicaDiscoveryAnnotation>()))
        {
            var referenced = References(edge);
            services.UnionWith(referenced);
            var file = await files.AddAsync(edge, referenced, cancellationToken);
            // Last of all callbacks: what WithReference added is removed again, or the edge would find the orchestrator's proxy among the replicas.
            edge.Annotations.Add(new EnvironmentCallbackAnnotation(variables =>
            {
                foreach (var service in referenced)
                    RemoveProxyAddresses(variables, service);
                variables[FileVariable] = file;
            }));
        }

        foreach (var service in services.Where(service => service.HasReplicaAddresses()))
            ReplicaVariable.AddTo(service);
    }

    private static List<IResourceWithEndpoints> References(IResource edge) =>
        [.. edge.Annotations.OfType<EndpointReferenceAnnotation>().Select(reference => reference.Resource).Distinct()
            .Where(resource => ReplicaVariable.HttpEndpoints(resource).Any())];

    /// <summary><c>services__ping-svc__http__0</c>, and <c>PING_SVC_HTTP</c> for each endpoint.</summary>
    private static void RemoveProxyAddresses(Dictionary<string, object> variables, IResourceWithEndpoints service)
    {
        var simple = service.Name.Replace('-', '_').ToUpperInvariant();
        var names = service.GetEndpoints().Select(endpoint => $"{simple}_{endpoint.EndpointName.Replace('-', '_').ToUpperInvariant()}").ToHashSet();
        var prefix = $"services__{service.Name}__";
        foreach (var name in variables.Keys.Where(name => names.Contains(name) || name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)).ToList())
            variables.Remove(name);
    }
}
