using Aspire.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeProxy.Hosting.Kubernetes.Pipeline;

/// <summary>
/// Makes a failed pipeline a failed AppHost, with one message: without the Aspire CLI it would exit with 0, and log the same exception four times.
/// </summary>
internal sealed partial class PipelineExitCode(IServiceProvider services, ProcessExit exit, ILogger<PipelineExitCode> logger) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken)
    {
        var failures = services.GetServices<IHostedService>().OfType<BackgroundService>()
            .Select(service => service.ExecuteTask)
            .Where(task => task is { IsFaulted: true })
            .SelectMany(task => task!.Exception!.InnerExceptions)
            .ToList();
        if (failures.Count > 0)
            exit.SetCode(1);
        foreach (var failure in failures.Select(Cause))
        {
            if (failure is DistributedApplicationException or OperationCanceledException)
                LogFailure(failure.Message);
            else
                LogDefect(failure, failure.Message);
        }

        return Task.CompletedTask;
    }

    // Aspire wraps what a step throws: "Pipeline execution failed: ...".
    private static Exception Cause(Exception failure) => failure is DistributedApplicationException { InnerException: { } inner } ? inner : failure;

    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "{Message}")]
    private partial void LogFailure(string message);

    // No wrong setting and no cluster, but a defect: its stack trace helps to find it.
    [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "{Message}")]
    private partial void LogDefect(Exception exception, string message);
}
