using System.Text.Json;
using EdgeProxy.Dashboard.ResourceFeed.Contract;
using EdgeProxy.Hosting.Commands;

namespace EdgeProxy.Hosting.ResourceFeed;


/// <summary>Hears what a person asks for on the dashboard, and tells what became of it.</summary>
internal sealed class FeedCommands(ResourceControl control, FeedSource source)
{
    /// <summary>Listens until the connection ends, then waits for what is still under way.</summary>
    public async Task ReceiveAsync(HttpClient client, CancellationToken cancellationToken)
    {
        var underWay = new List<Task>();
        try
        {
            await using var stream = await client.GetStreamAsync(new Uri(ResourceFeedProtocol.CommandsPath, UriKind.Relative), cancellationToken);
            using var reader = new StreamReader(stream);
            while (await reader.ReadLineAsync(cancellationToken) is { } line)
            {
                underWay.RemoveAll(task => task.IsCompletedSuccessfully);
                if (line.Length > 0 && JsonSerializer.Deserialize(line, ResourceFeedJson.Default.ResourceCommand) is { } command)
                    underWay.Add(CarryOutAsync(command));
            }
        }
        finally
        {
            await Task.WhenAll(underWay);
        }
    }

    /// <summary>A rebuild takes its time; other commands must not wait for it.</summary>
    private async Task CarryOutAsync(ResourceCommand command)
    {
        var (fault, _) = await control.AskAsync(command.Resource, command.Command);
        source.Report(new ResourceCommandResult(command.Id, fault is null, fault));
    }
}
