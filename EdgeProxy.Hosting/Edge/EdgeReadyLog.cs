using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeProxy.Hosting.Edge;

/// <summary>
/// Logs the edge's address when a request to it is served: the edge is ready, and so is what it references. A service that takes longer, or that nobody started, is named instead.
/// </summary>
internal static partial class EdgeReadyLog
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    /// <summary>Waits for the services and logs. It throws nothing, so that nobody needs to await it.</summary>
    public static async Task WriteAsync(IResourceWithEndpoints edge, IServiceProvider services)
    {
        var url = edge.GetEndpoint(EdgeProxyBuilderExtensions.HttpEndpointName).Url;
        var adminUrl = edge.GetEndpoint(EdgeProxyBuilderExtensions.AdminEndpointName).Url;
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger("EdgeProxy.Hosting");
        var notifications = services.GetRequiredService<ResourceNotificationService>();
        var stopping = services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var timeout = new CancellationTokenSource(Limit, services.GetRequiredService<TimeProvider>());
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stopping);
        var references = edge.Annotations.OfType<EndpointReferenceAnnotation>().Select(reference => reference.Resource.Name).Distinct();
        var healthy = await Task.WhenAll(references.Select(async name => (Name: name, IsHealthy: await IsHealthyAsync(notifications, name, limit.Token))));
        if (stopping.IsCancellationRequested)
            return;
        var others = healthy.Where(service => !service.IsHealthy).Select(service => service.Name).ToList();
        if (others.Count == 0)
            LogReady(logger, edge.Name, url, adminUrl);
        else
            LogPartlyReady(logger, edge.Name, url, adminUrl, string.Join(", ", others));
    }

    private static async Task<bool> IsHealthyAsync(ResourceNotificationService notifications, string name, CancellationToken cancellationToken)
    {
        try
        {
            await notifications.WaitForResourceHealthyAsync(name, cancellationToken);
            return true;
        }
        catch (Exception failure) when (failure is OperationCanceledException or DistributedApplicationException)
        {
            // Not in time, or ended: in a test Aspire's wait ends at once for a service that failed to start.
            return false;
        }
    }

    [LoggerMessage(1, LogLevel.Information, "{Edge} is ready at {Url} (admin port: {AdminUrl}).")]
    private static partial void LogReady(ILogger logger, string edge, string url, string adminUrl);

    [LoggerMessage(2, LogLevel.Warning, "{Edge} is ready at {Url} (admin port: {AdminUrl}). Not healthy yet, so that their requests may get 503: {Services}.")]
    private static partial void LogPartlyReady(ILogger logger, string edge, string url, string adminUrl, string services);
}
