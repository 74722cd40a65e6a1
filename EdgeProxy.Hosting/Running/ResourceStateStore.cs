using System.Threading.Channels;
using EdgeProxy.Hosting.ApplicationModel;

namespace EdgeProxy.Hosting.Running;


/// <summary>
/// What every replica is now. Each replica has one writer, its <see cref="ReplicaRunner"/>; readers get what is there and then every change, with
/// none lost between.
/// </summary>
internal sealed class ResourceStateStore
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ResourceEvent> _current = new(StringComparer.Ordinal);
    private readonly List<ChannelWriter<ResourceEvent>> _readers = [];

    /// <summary>Every replica, in the order in which they were added.</summary>
    public IReadOnlyList<ResourceEvent> Current
    {
        get
        {
            lock (_lock)
                return [.. _current.Values];
        }
    }

    public void Publish(ResourceEvent change)
    {
        lock (_lock)
        {
            _current[change.ResourceId] = change;
            foreach (var reader in _readers)
                reader.TryWrite(change);
        }
    }

    /// <summary>What is there, then every change.</summary>
    public ResourceStateSubscription Subscribe()
    {
        var channel = Channel.CreateUnbounded<ResourceEvent>(new UnboundedChannelOptions { SingleReader = true });
        lock (_lock)
        {
            foreach (var known in _current.Values)
                channel.Writer.TryWrite(known);
            _readers.Add(channel.Writer);
        }

        return new ResourceStateSubscription(channel.Reader, () => Unsubscribe(channel.Writer));
    }

    private void Unsubscribe(ChannelWriter<ResourceEvent> writer)
    {
        lock (_lock)
            _readers.Remove(writer);
        writer.TryComplete();
    }
}
