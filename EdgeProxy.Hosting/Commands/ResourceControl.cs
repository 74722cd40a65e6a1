using EdgeProxy.Dashboard.ResourceFeed.Contract;
using EdgeProxy.Hosting.CommandLine;
using EdgeProxy.Hosting.Rebuilding;
using EdgeProxy.Hosting.Running;

namespace EdgeProxy.Hosting.Commands;

/// <summary>Carries out what a person asks of a resource, at the console or on the dashboard.</summary>
internal sealed class ResourceControl(IReadOnlyList<ReplicaGroup> groups, Rebuilder rebuilder)
{
    /// <summary>Asks all replicas of a resource, or one.</summary>
    /// <param name="resource">The resource's name, or that of a replica.</param>
    /// <param name="command">What is asked. A rebuild is of the whole resource, whichever of its replicas is named.</param>
    public async Task<CommandAnswer> AskAsync(string resource, ResourceCommandName command)
    {
        var runners = groups.Where(group => group.Plan.Resource.Name == resource).SelectMany(group => group.Runners)
            .Concat(groups.SelectMany(group => group.Runners).Where(runner => runner.Name == resource))
            .ToList();
        if (runners.Count == 0)
            return new CommandAnswer(Unknown(resource));
        if (command == ResourceCommandName.Rebuild)
            return await rebuilder.RebuildAsync(groups.First(group => group.Runners.Contains(runners[0])));
        var asked = command switch
        {
            ResourceCommandName.Start => ReplicaCommand.Start,
            ResourceCommandName.Stop => ReplicaCommand.Stop,
            _ => ReplicaCommand.Restart,
        };

        // Of several replicas some may be in a state where the command makes no sense; it is a fault when all are.
        var faults = runners.Select(runner => runner.Send(asked)).OfType<string>().ToList();
        return new CommandAnswer(faults.Count < runners.Count ? null : string.Join(' ', faults));
    }

    private string Unknown(string resource)
    {
        var known = groups.Select(group => group.Plan.Resource.Name).ToList();
        return $"There is no resource '{resource}'.{Nearest.Hint(resource, known)} Known resources: {string.Join(", ", known.Select(name => $"'{name}'"))}.";
    }
}
