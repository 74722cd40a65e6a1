using EdgeProxy.Hosting.ApplicationModel;
using EdgeProxy.Hosting.Planning;
using EdgeProxy.Hosting.Running;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeProxy.Hosting.Testing;


/// <summary>Reaches the resources of an application under test, by Aspire's names.</summary>
public static class DistributedApplicationHostingTestingExtensions
{
    /// <summary>A client of a resource's first replica.</summary>
    /// <param name="app">The started application.</param>
    /// <param name="resourceName">The resource's name, or that of one replica.</param>
    /// <param name="endpointName">The endpoint's name; the first HTTP one when null.</param>
    /// <exception cref="ArgumentException">There is no such resource or endpoint; the message lists those that are.</exception>
    public static HttpClient CreateHttpClient(this DistributedApplication app, string resourceName, string? endpointName = null) =>
        new() { BaseAddress = app.GetEndpoint(resourceName, endpointName) };

    /// <summary>The address of a resource's first replica.</summary>
    /// <param name="app">The started application.</param>
    /// <param name="resourceName">The resource's name, or that of one replica.</param>
    /// <param name="endpointName">The endpoint's name; the first one when null.</param>
    /// <exception cref="ArgumentException">There is no such resource or endpoint; the message lists those that are.</exception>
    public static Uri GetEndpoint(this DistributedApplication app, string resourceName, string? endpointName = null)
    {
        ArgumentNullException.ThrowIfNull(app);
        ArgumentException.ThrowIfNullOrEmpty(resourceName);
        var replica = Replica(app, resourceName);
        var endpoint = replica.Endpoints.FirstOrDefault(endpoint => endpointName is null || string.Equals(endpoint.Name, endpointName, StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException(
                $"The endpoint '{endpointName}' is not defined for the resource '{resourceName}'. Available endpoints: {Quoted(replica.Endpoints.Select(one => one.Name))}.",
                nameof(endpointName));
        return new Uri(endpoint.Url);
    }

    private static ReplicaPlan Replica(DistributedApplication app, string name)
    {
        var replicas = app.Services.GetRequiredService<RunOperation>().Groups.SelectMany(group => group.Plan.Replicas).ToList();
        if (replicas.FirstOrDefault(replica => Is(replica.Resource.Name, name) || Is(replica.InstanceName, name)) is { } found)
            return found;
        var model = app.Services.GetRequiredService<DistributedApplicationModel>().Resources;
        var known = model.Select(resource => resource.Name).ToList();
        throw replicas.Count == 0 && known.Contains(name, StringComparer.OrdinalIgnoreCase)
            ? new InvalidOperationException($"'{name}' has no address before the application was started: await app.StartAsync() first.")
            : new ArgumentException($"There is no resource '{name}'. Known resources: {Quoted(known)}.", nameof(name));
    }

    private static bool Is(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private static string Quoted(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"'{name}'"));
}
