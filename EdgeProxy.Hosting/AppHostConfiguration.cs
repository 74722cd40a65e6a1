using EdgeProxy.Hosting.CommandLine;
using EdgeProxy.Hosting.Running;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeProxy.Hosting;


/// <summary>The AppHost's own host: configuration, services and log.</summary>
internal static class AppHostConfiguration
{
    /// <summary>A host with the sources of Aspire's AppHost, later ones over earlier ones: files, environment variables, arguments.</summary>
    public static HostApplicationBuilder CreateHostBuilder(AppHostArguments arguments, AppHostContext context)
    {
        var host = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings
        {
            ApplicationName = context.Assembly.GetName().Name,
            ContentRootPath = context.ProjectDirectory,
            EnvironmentName = arguments.EnvironmentName
                ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT")
                ?? Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT"),
        });
        host.Configuration
            .AddJsonFile("appsettings.json", optional: true, reloadOnChange: false)
            .AddJsonFile($"appsettings.{host.Environment.EnvironmentName}.json", optional: true, reloadOnChange: false);
        if (host.Environment.IsDevelopment())
            host.Configuration.AddUserSecrets(context.Assembly, optional: true, reloadOnChange: false);
        host.Configuration
            .AddEnvironmentVariables()
            .AddInMemoryCollection(arguments.Configuration);
        host.Services.TryAddSingleton(TimeProvider.System);
        host.Services.AddSingleton(context);
        host.Services.AddSingleton(arguments);
        host.Logging.SetMinimumLevel(arguments.LogLevel).AddFilter("Microsoft", LogLevel.Warning);
        host.Services.AddRunning();
        return host;
    }
}
