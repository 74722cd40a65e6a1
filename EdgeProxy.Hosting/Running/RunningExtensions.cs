using EdgeProxy.Hosting.ApplicationModel;
using EdgeProxy.Hosting.Containers;
using EdgeProxy.Hosting.Logs;
using EdgeProxy.Hosting.Planning;
using EdgeProxy.Hosting.Ports;
using EdgeProxy.Hosting.Processes;
using EdgeProxy.Hosting.Rebuilding;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace EdgeProxy.Hosting.Running;


internal static class RunningExtensions
{
    /// <summary>Adds what a run is made of. Nothing of it exists before the application is run.</summary>
    public static IServiceCollection AddRunning(this IServiceCollection services)
    {
        services.AddOptions<EngineOptions>().BindConfiguration(EngineOptions.Section);
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<EngineOptions>>().Value);
        services.AddSingleton<FreePorts>();
        services.AddSingleton<PortPlanner>();
        services.AddSingleton<SecretStore>();
        services.AddSingleton<ContainerRuntimeFinder>();
        services.AddSingleton<RunPlanner>();
        services.AddSingleton<ConsoleLogStore>();
        services.AddSingleton<ConsoleOutput>();
        services.AddSingleton<ILoggerProvider, ConsoleOutputLoggerProvider>();
        services.AddSingleton<ProcessLauncher>();
        services.AddSingleton<HttpHealthProbe>();
        services.AddSingleton<HealthProbe>();
        services.AddSingleton<HealthMonitor>();
        services.AddSingleton<ResourceStateStore>();
        services.AddSingleton<ReplicaServices>();
        services.AddSingleton<Rebuilder>();
        services.AddSingleton(provider => new ResourceNotificationService(
            provider.GetRequiredService<ResourceStateStore>(),
            provider.GetRequiredService<DistributedApplicationModel>(),
            provider.GetRequiredService<ConsoleLogStore>()));
        services.AddSingleton<RunOperation>();
        return services;
    }
}
