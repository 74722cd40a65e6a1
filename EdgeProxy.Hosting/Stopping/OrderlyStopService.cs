using Aspire.Hosting.ApplicationModel;
using EdgeProxy.Hosting.Edge;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeProxy.Hosting.Stopping;

/// <summary>
/// Stops the application's processes while the dashboard and the orchestrator still run: the edge first, then everything else. The orchestrator alone stops all
/// of them at once with the dashboard, and each service then waits for its last telemetry to be accepted until it is killed.
/// </summary>
internal sealed partial class OrderlyStopService(
    DistributedApplicationModel model, ResourceCommandService commands, TimeProvider time, ILogger<OrderlyStopService> logger) : IHostedService
{
    /// <summary>What has not stopped by then is left to the orchestrator, which kills it.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>An edge that takes longer, such as one whose telemetry nobody accepts, must not leave the services to the orchestrator.</summary>
    private static readonly TimeSpan EdgeLimit = TimeSpan.FromSeconds(2);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(Limit, time);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        var resources = model.Resources.Where(resource => resource.IsApplicationResource()).ToLookup(resource => resource.HasAnnotationOfType<EdgeAnnotation>());
        try
        {
            var edges = Task.WhenAll(resources[true].Select(edge => StopAsync(edge, limit.Token)));
            await Task.WhenAny(edges, Task.Delay(EdgeLimit, time, limit.Token));
            await Task.WhenAll([edges, .. resources[false].Select(resource => StopAsync(resource, limit.Token))]);
        }
        catch (OperationCanceledException)
        {
            LogTimeout(Limit.TotalSeconds);
        }
    }

    private async Task StopAsync(IResource resource, CancellationToken cancellationToken)
    {
        try
        {
            // A resource that does not run answers with a failure, which is no concern here.
            await commands.ExecuteCommandAsync(resource, KnownResourceCommands.StopCommand, cancellationToken);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            LogFailure(failure, resource.Name);
        }
    }

    [LoggerMessage(1, LogLevel.Debug, "Resources did not stop within {Seconds} s; the orchestrator ends them.")]
    private partial void LogTimeout(double seconds);

    [LoggerMessage(2, LogLevel.Debug, "{Resource} could not be stopped; the orchestrator ends it.")]
    private partial void LogFailure(Exception failure, string resource);
}
