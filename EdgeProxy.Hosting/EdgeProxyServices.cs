using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Lifecycle;
using EdgeProxy.Hosting.Discovery;
using EdgeProxy.Hosting.Launching;
using EdgeProxy.Hosting.Restarting;
using EdgeProxy.Hosting.Stopping;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace EdgeProxy.Hosting;

/// <summary>
/// Registers what works on the whole application: once, and only when it runs locally. Hosted services stop in reverse order of their registration, so
/// each of these stops before the dashboard and the orchestrator, which the AppHost's builder registered before them.
/// </summary>
internal static class EdgeProxyServices
{
    public static EdgeProxyHostingOptions AddEdgeProxyHosting(this IDistributedApplicationBuilder builder)
    {
        var services = builder.Services;
        if (services.FirstOrDefault(service => service.ServiceType == typeof(EdgeProxyHostingOptions))?.ImplementationInstance is EdgeProxyHostingOptions known)
            return known;
        var options = EdgeProxyHostingOptions.Read(builder);
        services.AddSingleton(options);
        services.TryAddSingleton(TimeProvider.System);
        if (!builder.ExecutionContext.IsRunMode)
            return options;
        services.TryAddEventingSubscriber<HttpOnlySubscriber>();
        if (options.DirectLaunch)
        {
            services.AddSingleton(new ProjectOutputs(builder.AppHostAssembly));
            services.TryAddEventingSubscriber<DirectLaunchSubscriber>();
        }

        if (options.OrderlyStop)
            services.AddHostedService<OrderlyStopService>();
        if (options.ReplicaDiscovery)
        {
            services.AddSingleton<ReplicaFiles>();
            services.TryAddEventingSubscriber<ReplicaDiscoverySubscriber>();
            services.AddHostedService<ReplicaDiscoveryService>();
        }

        if (options.RestartPolicies)
            services.AddHostedService<RestartService>();
        return options;
    }

    /// <summary>Whether a resource is part of the application itself, and not the dashboard or a helper of the orchestrator.</summary>
    public static bool IsApplicationResource(this IResource resource) =>
        resource is ProjectResource or ExecutableResource && resource.Name != KnownDashboardName && resource is not IResourceWithParent;

    private const string KnownDashboardName = "aspire-dashboard";
}
