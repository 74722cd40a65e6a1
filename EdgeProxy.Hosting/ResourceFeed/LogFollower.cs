using System.Threading.Channels;
using EdgeProxy.Dashboard.ResourceFeed.Contract;
using EdgeProxy.Hosting.Logs;

namespace EdgeProxy.Hosting.ResourceFeed;


/// <summary>Sends the lines of several logs into one channel, until it is disposed.</summary>
internal sealed class LogFollower : IDisposable
{
    private readonly List<Action> _ends = [];

    public LogFollower(ConsoleLogStore logs, IEnumerable<string> names, ChannelWriter<SourceLine> lines)
    {
        foreach (var name in names)
        {
            var log = logs.For(name);
            Action<ConsoleLine> follow = line => lines.TryWrite(new SourceLine(name, line));
            log.Follow(follow);
            _ends.Add(() => log.Unfollow(follow));
        }
    }

    public void Dispose() => _ends.ForEach(end => end());
}
