using System.Threading.Channels;
using EdgeProxy.Hosting.ApplicationModel;

namespace EdgeProxy.Hosting.Running;


/// <summary>One reader of the states; it costs memory until it is disposed.</summary>
internal sealed class ResourceStateSubscription(ChannelReader<ResourceEvent> changes, Action end) : IDisposable
{
    public ChannelReader<ResourceEvent> Changes { get; } = changes;

    public void Dispose() => end();
}
