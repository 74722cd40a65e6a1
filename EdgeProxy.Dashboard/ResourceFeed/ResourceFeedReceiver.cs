using EdgeProxy.Dashboard.ResourceFeed.Contract;

namespace EdgeProxy.Dashboard.ResourceFeed;

/// <summary>Puts each message of the feed where it belongs.</summary>
internal sealed class ResourceFeedReceiver(ResourceStore resources, ConsoleLogStore console, ResourceCommands commands)
{
    /// <summary>Takes one message.</summary>
    public void Receive(ResourceFeedMessage message)
    {
        switch (message)
        {
            case FeedOpened opened:
                if (resources.Open(opened.Application, opened.RunId))
                    console.Reset();
                break;
            case ResourceChanged changed:
                resources.Set(changed.Resource);
                break;
            case ResourceRemoved removed:
                resources.Remove(removed.Name);
                console.Remove(removed.Name);
                break;
            case FeedSynchronized:
                resources.Synchronize();
                break;
            case ConsoleLinesWritten written:
                console.Append(written.Resource, written.Lines);
                break;
            case ResourceCommandResult result:
                commands.Complete(result);
                break;
        }
    }
}
