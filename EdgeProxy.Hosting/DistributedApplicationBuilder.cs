using EdgeProxy.Hosting.ApplicationModel;
using EdgeProxy.Hosting.CommandLine;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace EdgeProxy.Hosting;


internal sealed class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    private readonly HostApplicationBuilder _host;
    private readonly AppHostArguments _arguments;
    private readonly AppHostContext _context;

    public DistributedApplicationBuilder(AppHostArguments arguments, AppHostContext context)
    {
        _arguments = arguments;
        _context = context;
        _host = AppHostConfiguration.CreateHostBuilder(arguments, context);
        ExecutionContext = new DistributedApplicationExecutionContext(arguments.Operation);
        _host.Services.AddSingleton(ExecutionContext);
    }

    public ConfigurationManager Configuration => _host.Configuration;

    public string AppHostDirectory => _context.ProjectDirectory;

    public IHostEnvironment Environment => _host.Environment;

    public IServiceCollection Services => _host.Services;

    public DistributedApplicationExecutionContext ExecutionContext { get; }

    public IResourceCollection Resources { get; } = new ResourceCollection();

    public IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(resource);
        Resources.Add(resource);
        return new ResourceBuilder<T>(this, resource);
    }

    public DistributedApplication Build()
    {
        _context.Building(this);
        Services.AddSingleton(new DistributedApplicationModel([.. Resources]));
        return new DistributedApplication(_host.Build(), _arguments, _context);
    }
}
