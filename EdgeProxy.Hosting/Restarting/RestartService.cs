using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EdgeProxy.Hosting.Restarting;

/// <summary>Starts replicas again by their policies.</summary>
internal sealed partial class RestartService(
    DistributedApplicationModel model,
    ResourceNotificationService notifications,
    ResourceCommandService commands,
    ResourceLoggerService loggers,
    TimeProvider time,
    ILogger<RestartService> logger) : IHostedLifecycleService, IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        if (model.Resources.Any(resource => resource.HasAnnotationOfType<RestartPolicyAnnotation>()))
            _running = WatchAsync(_stop.Token);
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Before anything is stopped: an end is none to recover from any more.</summary>
    public async Task StoppingAsync(CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _running;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _stop.Dispose();

    private async Task WatchAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        var replicas = new Dictionary<string, ReplicaRestarts>();
        var pending = new List<Task>();
        try
        {
            await foreach (var change in notifications.WatchAsync(cancellationToken))
            {
                if (!change.Resource.TryGetLastAnnotation<RestartPolicyAnnotation>(out var annotation))
                    continue;
                if (!replicas.TryGetValue(change.ResourceId, out var restarts))
                    replicas[change.ResourceId] = restarts = new ReplicaRestarts(annotation.Policy);
                pending.RemoveAll(restart => restart.IsCompleted);
                if (restarts.Observe(change.Snapshot) is { } delay)
                {
                    LogEnd(loggers.GetLogger(change.ResourceId), ExitText(change.Snapshot), DelayText(delay));
                    // The resource's log is not on the console, and a person who typed 'dotnet run' looks there.
                    LogEndToConsole(logger, change.ResourceId, ExitText(change.Snapshot), DelayText(delay), change.Resource.Name);
                    pending.Add(RestartAsync(change.ResourceId, restarts, delay, cancellationToken));
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The application stops.
        }

        await Task.WhenAll(pending);
    }

    private async Task RestartAsync(string replica, ReplicaRestarts restarts, TimeSpan delay, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                if (delay > TimeSpan.Zero)
                    await Task.Delay(delay, time, cancellationToken);
                // A person was faster.
                if (!notifications.TryGetCurrentState(replica, out var current) || !KnownResourceStates.TerminalStates.Contains(current.Snapshot.State?.Text))
                    return;
                var result = await commands.ExecuteCommandAsync(replica, KnownResourceCommands.StartCommand, cancellationToken);
                // FailedToStart is a state of its own, which the watch answers with the next restart.
                if (result.Success || IsFailedToStart(replica))
                    return;
                delay = restarts.RestartFailed();
                LogFailure(loggers.GetLogger(replica), result.Message, DelayText(delay));
            }
        }
        catch (OperationCanceledException)
        {
            // The application stops.
        }
    }

    private bool IsFailedToStart(string replica) =>
        notifications.TryGetCurrentState(replica, out var current) && current.Snapshot.State?.Text == KnownResourceStates.FailedToStart;

    private static string ExitText(CustomResourceSnapshot snapshot) =>
        snapshot.ExitCode is { } code ? string.Create(CultureInfo.InvariantCulture, $"with exit code {code}") : "without an exit code";

    private static string DelayText(TimeSpan delay) =>
        delay == TimeSpan.Zero ? "now" : string.Create(CultureInfo.InvariantCulture, $"in {delay.TotalSeconds:0.#} s");

    [LoggerMessage(1, LogLevel.Warning, "The process ended {Exit}. It is started again {When}.")]
    private static partial void LogEnd(ILogger logger, string exit, string when);

    [LoggerMessage(3, LogLevel.Warning, "The process of {Replica} ended {Exit}. It is started again {When}. Its log says why: the dashboard, or 'aspire logs {Resource}'.")]
    private static partial void LogEndToConsole(ILogger logger, string replica, string exit, string when, string resource);

    [LoggerMessage(2, LogLevel.Warning, "It could not be started: {Message} The next attempt is made {When}.")]
    private static partial void LogFailure(ILogger logger, string? message, string when);
}
