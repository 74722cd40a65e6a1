using EdgeProxy.Gateway.Admin;
using EdgeProxy.Gateway.Configuration.Envoy;
using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Configuration.Settings;
using EdgeProxy.Gateway.Filters;
using EdgeProxy.Gateway.Forwarding;
using EdgeProxy.Gateway.Lifecycle;
using EdgeProxy.Gateway.Listening;
using EdgeProxy.Gateway.Observability.AccessLog;
using EdgeProxy.Gateway.Observability.Stats;
using EdgeProxy.Gateway.Observability.Telemetry;
using EdgeProxy.Gateway.Upstream;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace EdgeProxy.Gateway.Hosting;

/// <summary>Puts the gateway together.</summary>
public static partial class GatewayHost
{
    /// <summary>Reads the configuration and registers everything.</summary>
    /// <param name="builder">The application's builder.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="GatewayConfigException">The configuration cannot be used.</exception>
    public static WebApplicationBuilder AddGateway(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        // Below all other sources: without it, a settings file of its own would bring ASP.NET's two lines for each request.
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = [new("Logging:LogLevel:Microsoft.AspNetCore", nameof(LogLevel.Warning))],
        });
        var levels = new LogLevels(builder.Configuration);
        ((IConfigurationBuilder)builder.Configuration).Add(levels);
        var invalidFiles = new InvalidConfigurationFiles(builder.Configuration);
        var changes = new ConfigurationChanges(builder.Configuration, EnvoyConfigSource.FindFile(builder.Configuration), TimeProvider.System);
        var (config, process, addresses, warnings) = GatewayConfiguration.Read(builder.Configuration);
        var services = builder.Services;
        // Host filtering and forwarded headers come as filters: the first would answer before the gateway, the second would remove x-forwarded-for.
        services.RemoveAll<IStartupFilter>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(process.Drain);
        services.AddSingleton(process.Dns);
        services.AddSingleton(process.Forwarder);
        services.AddSingleton<INameResolver, DnsNameResolver>();
        services.AddSingleton<DiscoveredServiceNames>();
        services.AddSingleton<ClusterStore>();
        services.AddSingleton(provider => Start(provider, config, warnings));
        services.AddSingleton<ServerState>();
        services.AddSingleton<HttpStatsStore>();
        services.AddSingleton<OpenConnections>();
        services.AddSingleton<FilterStats>();
        services.AddSingleton<MirrorSender>();
        // The state needs the store, which needs this.
        services.AddSingleton(provider => new FilterEnvironment(provider.GetRequiredService<FilterStats>(), () => provider.GetRequiredService<ServerState>().IsDraining));
        services.AddSingleton<ListenerStore>();
        services.AddSingleton(addresses);
        services.AddSingleton<IStartupFilter, ClearServerAddressesFilter>();
        AddServer(services, isOne: KestrelSetup.IsOneServer(config, addresses));
        services.AddHttpForwarder();
        if (config.ConnectionManagers().Any(manager => manager.CompressResponses))
            services.AddResponseCompression(options => options.EnableForHttps = true);
        if (config.Listeners.Any(listener => listener.HasTls))
            builder.WebHost.UseKestrelHttpsConfiguration();
        services.Configure<SocketTransportOptions>(InlineSockets.Configure);
        services.AddSingleton<IConnectionListenerFactory, ListenerFactory>();
        services.AddSingleton(TraceSampling.Read(builder.Configuration));
        services.AddSingleton<ProxiedRequestServices>();
        services.AddSingleton(levels);
        services.AddSingleton<AccessLogSinks>();
        services.AddSingleton<StatsCatalog>();
        services.AddSingleton<AdminLog>();
        services.AddSingleton<ServerCommands>();
        services.AddSingleton<StatsCommands>();
        services.AddSingleton<ConfigCommands>();
        services.AddSingleton<AdminEndpoints>();
        services.AddSingleton<EdgeRequestHandler>();
        services.AddHostedService<DrainService>();
        services.AddSingleton(_ => changes);
        services.AddSingleton(invalidFiles);
        services.AddSingleton<ReloadService>();
        services.AddHostedService(provider => provider.GetRequiredService<ReloadService>());
        services.Configure<HostOptions>(options => options.ShutdownTimeout = process.Drain.Time.ForTimer() + process.Drain.Grace.ForTimer());
        // What a client or an upstream does wrong is a matter of the access log and the counters.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Server.Kestrel", LogLevel.Critical);
        // A start that fails is reported by the program, once and in one line where that is enough.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        builder.Logging.AddFilter("Yarp.ReverseProxy.Forwarder", LogLevel.Error);
        return builder;
    }

    /// <summary>Takes every request.</summary>
    /// <param name="app">The application.</param>
    /// <returns>The same application.</returns>
    public static WebApplication UseGateway(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        if (app.Services.GetRequiredService<GatewayStore>().Current.Config.ConnectionManagers().Any(manager => manager.CompressResponses))
            app.UseResponseCompression();
        app.Run(app.Services.GetRequiredService<EdgeRequestHandler>().RunAsync);
        return app;
    }

    /// <summary>Runs the gateway until it is stopped.</summary>
    /// <param name="app">The application.</param>
    /// <returns>The exit code: 0, or 1 where a background service failed.</returns>
    public static async Task<int> RunToEndAsync(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        var background = app.Services.GetServices<IHostedService>().OfType<BackgroundService>().ToList();
        try
        {
            await app.RunAsync();
        }
        catch (OperationCanceledException) when (HasFailed())
        {
            // It failed before the start was over, which ends the start.
        }

        // The host logs the failure and stops for it, but would report success.
        return HasFailed() ? 1 : 0;

        bool HasFailed() => background.Exists(service => service.ExecuteTask is { IsFaulted: true });
    }

    /// <summary>Kestrel, or several where listeners differ in what Kestrel has once for each server.</summary>
    private static void AddServer(IServiceCollection services, bool isOne)
    {
        services.AddSingleton<KestrelSetup>();
        services.AddSingleton<IConfigureOptions<KestrelServerOptions>>(provider => provider.GetRequiredService<KestrelSetup>());
        if (isOne)
            return;
        var kestrel = services.Last(service => service.ServiceType == typeof(IServer)).ImplementationType
            ?? throw new InvalidOperationException("The server of the application is not Kestrel.");
        services.AddSingleton(kestrel);
        services.AddSingleton<IServer>(provider => new EdgeServer(
            (IServer)provider.GetRequiredService(kestrel),
            [
                .. provider.GetRequiredService<KestrelSetup>().Further(provider).Select(options => new KestrelServer(
                    Options.Create(options), provider.GetRequiredService<IConnectionListenerFactory>(), provider.GetRequiredService<ILoggerFactory>())),
            ]));
    }

    private static GatewayStore Start(IServiceProvider provider, GatewayConfig config, IReadOnlyList<ConfigError> warnings)
    {
        var logger = provider.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(GatewayHost));
        foreach (var warning in warnings)
            LogConfigWarning(logger, warning.Place, warning.Message);
        var store = ActivatorUtilities.CreateInstance<GatewayStore>(provider);
        store.Start(config);
        return store;
    }
}
