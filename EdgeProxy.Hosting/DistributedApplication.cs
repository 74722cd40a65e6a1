using System.Reflection;
using EdgeProxy.Hosting.ApplicationModel;
using EdgeProxy.Hosting.CommandLine;
using EdgeProxy.Hosting.Publishing;
using EdgeProxy.Hosting.Running;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace EdgeProxy.Hosting;


/// <summary>An application that was put together: it runs on this machine, or is published, as the AppHost's arguments say.</summary>
public sealed class DistributedApplication : IHost, IAsyncDisposable
{
    private readonly IHost _host;
    private readonly AppHostArguments _arguments;
    private readonly AppHostContext _context;

    internal DistributedApplication(IHost host, AppHostArguments arguments, AppHostContext context)
    {
        _host = host;
        _arguments = arguments;
        _context = context;
    }

    /// <summary>The AppHost's own services.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>The states of the resources: what they are, and when they change.</summary>
    public ResourceNotificationService ResourceNotifications => Services.GetRequiredService<ResourceNotificationService>();

    private RunOperation RunOperation => Services.GetRequiredService<RunOperation>();

    /// <summary>Starts to put an application together.</summary>
    /// <param name="args">The AppHost's arguments; <c>--help</c> lists them. Wrong ones are reported when the application is run.</param>
    /// <returns>The builder.</returns>
    public static IDistributedApplicationBuilder CreateBuilder(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        var context = AppHostContext.Current ?? ConsoleEntry.CreateContext(Assembly.GetEntryAssembly()!);
        return new DistributedApplicationBuilder(AppHostArgumentsParser.Parse(args), context);
    }

    /// <inheritdoc cref="RunAsync" />
    public void Run() => RunAsync().GetAwaiter().GetResult();

    /// <summary>
    /// Does what the AppHost's arguments say: runs the application until Ctrl+C, SIGTERM or <paramref name="cancellationToken"/>, or
    /// publishes it. A fault is one message on the error output and an exit code that is not 0.
    /// </summary>
    /// <param name="cancellationToken">Stops the application.</param>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        if (_context.RunInstead is { } runInstead)
            await runInstead(this);
        else
            Environment.ExitCode = await ConsoleEntry.RunAsync(this, _arguments, _context, cancellationToken);
    }

    /// <summary>Checks the whole application, then starts every resource; it does not wait until they are healthy.</summary>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <exception cref="DistributedApplicationException">The application cannot start; the message has every reason. Nothing was started.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        await _host.StartAsync(cancellationToken);
        await RunOperation.StartAsync(cancellationToken);
    }

    /// <summary>Stops every resource, those first that use others. Returns when all processes have ended.</summary>
    /// <param name="cancellationToken">Kills what has not stopped yet.</param>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        await RunOperation.StopAsync(cancellationToken);
        await _host.StopAsync(cancellationToken);
    }

    /// <summary>Stops what still runs and lets go of everything.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (_host is IAsyncDisposable disposable)
            await disposable.DisposeAsync();
        else
            _host.Dispose();
        await _context.Disposed();
    }

    /// <inheritdoc cref="DisposeAsync" />
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <summary>Completes when a resource did not start at all, which ends a run.</summary>
    internal Task<string> FailedToStart => RunOperation.FailedToStart;

    internal Task PublishAsync(CancellationToken cancellationToken) =>
        new PublishOperation(
            Services.GetRequiredService<DistributedApplicationModel>(),
            Services.GetRequiredService<IConfiguration>(),
            new PublishOptions(_arguments.Step, _arguments.OutputPath, _arguments.Profile, _context.ProjectDirectory),
            _context.Output).RunAsync(cancellationToken);
}
