using System.Text.Json;
using EdgeProxy.Dashboard.ResourceFeed.Contract;
using EdgeProxy.Hosting.Running;

namespace EdgeProxy.Hosting.ResourceFeed;


/// <summary>Carries out what a person asks for on the dashboard.</summary>
internal sealed class FeedCommands(IReadOnlyList<ReplicaGroup> groups, FeedSource source)
{
    /// <summary>Listens until the connection ends.</summary>
    public async Task ReceiveAsync(HttpClient client, CancellationToken cancellationToken)
    {
        await using var stream = await client.GetStreamAsync(new Uri(ResourceFeedProtocol.CommandsPath, UriKind.Relative), cancellationToken);
        using var reader = new StreamReader(stream);
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Length == 0)
                continue;
            if (JsonSerializer.Deserialize(line, ResourceFeedJson.Default.ResourceCommand) is { } command)
                source.Report(CarryOut(command));
        }
    }

    private ResourceCommandResult CarryOut(ResourceCommand command)
    {
        var runners = groups.Where(group => group.Plan.Resource.Name == command.Resource).SelectMany(group => group.Runners)
            .Concat(groups.SelectMany(group => group.Runners).Where(runner => runner.Name == command.Resource))
            .ToList();
        if (runners.Count == 0)
            return new ResourceCommandResult(command.Id, false, $"There is no resource '{command.Resource}'.");
        var asked = command.Command switch
        {
            ResourceCommandName.Start => ReplicaCommand.Start,
            ResourceCommandName.Stop => ReplicaCommand.Stop,
            _ => ReplicaCommand.Restart,
        };

        // Of several replicas some may be in a state where the command makes no sense; it is a fault when all are.
        var faults = runners.Select(runner => runner.Send(asked)).OfType<string>().ToList();
        return new ResourceCommandResult(command.Id, faults.Count < runners.Count, faults.Count < runners.Count ? null : string.Join(' ', faults));
    }
}
