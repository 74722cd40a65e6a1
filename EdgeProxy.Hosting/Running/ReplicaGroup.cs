using EdgeProxy.Hosting.Planning;

namespace EdgeProxy.Hosting.Running;


/// <summary>The replicas of one resource, and the tasks that run them.</summary>
internal sealed class ReplicaGroup(ResourcePlan plan, ReplicaServices services) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _kill = new();
    private Task _running = Task.CompletedTask;

    public ResourcePlan Plan { get; } = plan;

    public IReadOnlyList<ReplicaRunner> Runners { get; } = [.. plan.Replicas.Select(replica => new ReplicaRunner(plan, replica, services))];

    /// <summary>Starts to run the replicas.</summary>
    /// <param name="failedToStart">Told when one of them does not start, or the engine itself fails.</param>
    public void Start(TaskCompletionSource<string> failedToStart) =>
        _running = Task.WhenAll(Runners.Select(runner => RunAsync(runner, failedToStart)));

    public async Task StopAsync(CancellationToken kill)
    {
        await using var registration = kill.Register(_kill.Cancel);
        await _stop.CancelAsync();
        await _running;
    }

    public void Dispose()
    {
        _stop.Dispose();
        _kill.Dispose();
    }

    private async Task RunAsync(ReplicaRunner runner, TaskCompletionSource<string> failedToStart)
    {
        var running = Task.Run(() => runner.RunAsync(_stop.Token, _kill.Token));
        var first = await Task.WhenAny(running, runner.FailedToStart);
        if (first == runner.FailedToStart)
            failedToStart.TrySetResult(await runner.FailedToStart);
        try
        {
            await running;
        }
        catch (Exception exception)
        {
            failedToStart.TrySetResult($"The engine lost the resource '{Plan.Resource.Name}': {exception}");
            throw;
        }
    }
}
