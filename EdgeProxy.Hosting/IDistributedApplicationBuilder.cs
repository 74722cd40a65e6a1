using EdgeProxy.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace EdgeProxy.Hosting;


/// <summary>Puts an application together.</summary>
public interface IDistributedApplicationBuilder
{
    /// <summary>The AppHost's configuration: its appsettings files, user secrets, environment variables and <c>--Section:Key=value</c> arguments.</summary>
    ConfigurationManager Configuration { get; }

    /// <summary>The folder of the AppHost's project.</summary>
    string AppHostDirectory { get; }

    /// <summary>The AppHost's environment.</summary>
    IHostEnvironment Environment { get; }

    /// <summary>The AppHost's own services.</summary>
    IServiceCollection Services { get; }

    /// <summary>Whether the application is run or published.</summary>
    DistributedApplicationExecutionContext ExecutionContext { get; }

    /// <summary>The resources that were added so far.</summary>
    IResourceCollection Resources { get; }

    /// <summary>Adds a resource. A name used twice is reported together with all other faults, before anything starts.</summary>
    /// <param name="resource">The resource.</param>
    /// <returns>The builder of the resource.</returns>
    IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource;

    /// <summary>Closes the model.</summary>
    /// <returns>The application, not started.</returns>
    DistributedApplication Build();
}
