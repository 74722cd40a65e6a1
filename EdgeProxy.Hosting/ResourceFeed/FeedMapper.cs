using EdgeProxy.Dashboard.ResourceFeed.Contract;
using EdgeProxy.Hosting.ApplicationModel;
using EdgeProxy.Hosting.Logs;
using EdgeProxy.Hosting.Planning;
using EdgeProxy.Hosting.Rebuilding;
using EdgeProxy.Hosting.Running;
using HealthStatus = Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus;

namespace EdgeProxy.Hosting.ResourceFeed;


/// <summary>The engine's states in the dashboard's terms. A resource with several replicas stands above them; one alone is its replica.</summary>
internal sealed class FeedMapper(
    AppHostContext context, IReadOnlyList<ReplicaGroup> groups, IReadOnlyList<ValuePlan> values, DateTimeOffset startTime)
{
    /// <summary>Of several replicas the one in the first of these states says what the resource is.</summary>
    private static readonly string[] WorstFirst =
    [
        KnownResourceStates.FailedToStart, KnownResourceStates.Exited, KnownResourceStates.Stopping, KnownResourceStates.Waiting,
        KnownResourceStates.Starting, KnownResourceStates.NotStarted, KnownResourceStates.Running, KnownResourceStates.Finished,
    ];

    public ResourceChanged AppHost { get; } = new(new ResourceSnapshot
    {
        Name = ConsoleLogStore.AppHost,
        Type = "AppHost",
        State = KnownResourceStates.Running,
        ProcessId = Environment.ProcessId,
        StartTime = startTime,
        Source = context.ProjectDirectory,
    });

    public IEnumerable<ResourceFeedMessage> All(IReadOnlyList<ResourceEvent> current)
    {
        foreach (var group in groups)
        {
            var replicas = current.Where(replica => replica.Resource == group.Plan.Resource).ToList();
            if (group.Runners.Count > 1)
                yield return new ResourceChanged(Resource(group, replicas));
            foreach (var replica in replicas)
                yield return new ResourceChanged(Replica(group, replica));
        }

        foreach (var value in values)
            yield return new ResourceChanged(ValueMapper.Map(value));
    }

    public IEnumerable<ResourceFeedMessage> Changed(ResourceEvent change, IReadOnlyList<ResourceEvent> current)
    {
        // A value never changes; it was told with all the others.
        if (groups.FirstOrDefault(group => group.Plan.Resource == change.Resource) is not { } group)
            yield break;
        yield return new ResourceChanged(Replica(group, change));
        if (group.Runners.Count > 1)
            yield return new ResourceChanged(Resource(group, [.. current.Where(replica => replica.Resource == change.Resource)]));
    }

    private static ResourceSnapshot Resource(ReplicaGroup group, List<ResourceEvent> replicas)
    {
        var state = WorstFirst.First(state => replicas.Any(replica => replica.Snapshot.State == state));
        return new ResourceSnapshot
        {
            Name = group.Plan.Resource.Name,
            Type = replicas[0].Snapshot.ResourceType,
            State = state,
            Health = replicas.Select(replica => Health(replica.Snapshot.HealthStatus)).Min(),
            StartTime = replicas.Min(replica => replica.Snapshot.StartTimeStamp),
            Source = group.Plan.Source,
            Relations = Relations(group),
            Commands = [.. replicas.SelectMany(replica => Commands(replica.Snapshot.State)).Distinct().Order(), .. Rebuild(group)],
            Restarts = replicas.Sum(replica => replica.Snapshot.Restarts),
        };
    }

    private static ResourceSnapshot Replica(ReplicaGroup group, ResourceEvent replica)
    {
        var snapshot = replica.Snapshot;
        var process = group.Runners.First(runner => runner.Name == replica.ResourceId).Process;
        return new ResourceSnapshot
        {
            Name = replica.ResourceId,
            DisplayName = replica.Resource.Name,
            Parent = group.Runners.Count > 1 ? replica.Resource.Name : null,
            Type = snapshot.ResourceType,
            State = snapshot.State,
            Health = Health(snapshot.HealthStatus),
            HealthReports = [.. snapshot.HealthReports.Select(report => new HealthReport(report.Name, Health(report.Status), report.Description))],
            StartTime = snapshot.StartTimeStamp,
            StopTime = snapshot.StopTimeStamp,
            ExitCode = snapshot.ExitCode,
            ProcessId = snapshot.ProcessId,
            Restarts = snapshot.Restarts,
            Source = group.Plan.Source,
            Urls = [.. snapshot.Urls.Select(url => new ResourceUrl(url.Name, url.Url))],
            Environment = [.. snapshot.EnvironmentVariables.Select(variable => new ResourceValue(variable.Name, variable.Value, variable.IsSecret))],
            Properties =
            [
                new ResourceValue("Program", process.FileName),
                new ResourceValue("Arguments", string.Join(' ', process.ShownArguments)),
                new ResourceValue("Working folder", process.WorkingDirectory),
                .. process.ContainerName is { } container ? [new ResourceValue("Container name", container)] : Array.Empty<ResourceValue>(),
            ],
            Relations = Relations(group),
            Commands = [.. Commands(snapshot.State), .. group.Runners.Count > 1 ? [] : Rebuild(group)],
        };
    }

    private static IEnumerable<ResourceCommandName> Commands(string state)
    {
        if (ReplicaCommands.IsAllowed(ReplicaCommand.Start, state))
            yield return ResourceCommandName.Start;
        if (ReplicaCommands.IsAllowed(ReplicaCommand.Stop, state))
            yield return ResourceCommandName.Stop;
        if (ReplicaCommands.IsAllowed(ReplicaCommand.Restart, state))
            yield return ResourceCommandName.Restart;
    }

    /// <summary>A build is one for all replicas, so the resource above them has the command.</summary>
    private static IEnumerable<ResourceCommandName> Rebuild(ReplicaGroup group) => Rebuilder.CanRebuild(group) ? [ResourceCommandName.Rebuild] : [];

    private static List<ResourceRelation> Relations(ReplicaGroup group) =>
    [
        .. group.Plan.DependsOn.Except(group.Plan.WaitsFor).Select(name => new ResourceRelation(ResourceRelationKind.Reference, name)),
        .. group.Plan.WaitsFor.Select(name => new ResourceRelation(ResourceRelationKind.WaitFor, name)),
    ];

    private static ResourceHealth? Health(HealthStatus? status) => status switch
    {
        HealthStatus.Healthy => ResourceHealth.Healthy,
        HealthStatus.Degraded => ResourceHealth.Degraded,
        HealthStatus.Unhealthy => ResourceHealth.Unhealthy,
        _ => null,
    };
}
