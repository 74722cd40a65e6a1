using System.Runtime.CompilerServices;
using System.Threading.Channels;
using EdgeProxy.Dashboard.ResourceFeed.Contract;
using EdgeProxy.Hosting.Logs;
using EdgeProxy.Hosting.Planning;
using EdgeProxy.Hosting.Running;

namespace EdgeProxy.Hosting.ResourceFeed;


/// <summary>What the dashboard is told over one connection: everything there is, then every change.</summary>
internal sealed class FeedSource
{
    private const int LinesAMessage = 1_000;
    private const int WaitingLines = 20_000;

    private readonly string _runId = Guid.NewGuid().ToString("n");
    private readonly string _application;
    private readonly ReplicaServices _services;
    private readonly FeedMapper _mapper;
    private readonly Channel<ResourceFeedMessage> _results = Channel.CreateUnbounded<ResourceFeedMessage>();
    private readonly List<string> _logNames;

    public FeedSource(AppHostContext context, ReplicaServices services, IReadOnlyList<ReplicaGroup> groups, IReadOnlyList<ValuePlan> values)
    {
        _application = context.Assembly.GetName().Name ?? "AppHost";
        _services = services;
        _mapper = new FeedMapper(context, groups, values, services.Time.GetUtcNow());
        _logNames = [ConsoleLogStore.AppHost, .. groups.SelectMany(group => group.Runners).Select(runner => runner.Name)];
    }

    /// <summary>Tells the dashboard what became of a command.</summary>
    public void Report(ResourceCommandResult result) => _results.Writer.TryWrite(result);

    public async IAsyncEnumerable<IReadOnlyList<ResourceFeedMessage>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var states = _services.States.Subscribe();
        var lines = Channel.CreateBounded<SourceLine>(new BoundedChannelOptions(WaitingLines) { FullMode = BoundedChannelFullMode.DropOldest });
        using var follow = new LogFollower(_services.Logs, _logNames, lines.Writer);
        yield return [new FeedOpened(_application, _runId), _mapper.AppHost, .. _mapper.All(_services.States.Current), new FeedSynchronized()];

        while (true)
        {
            await WaitAsync(states, lines.Reader, cancellationToken);
            var batch = new List<ResourceFeedMessage>();
            while (states.Changes.TryRead(out var change))
                batch.AddRange(_mapper.Changed(change, _services.States.Current));
            while (TakeLines(lines.Reader) is { Count: > 0 } taken)
                batch.AddRange(taken.GroupBy(line => line.Source).Select(group => new ConsoleLinesWritten(group.Key, [.. group.Select(line => line.Line)])));
            while (_results.Reader.TryRead(out var result))
                batch.Add(result);
            yield return batch;
        }
    }

    private async Task WaitAsync(ResourceStateSubscription states, ChannelReader<SourceLine> lines, CancellationToken cancellationToken)
    {
        using var given = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task[] waits =
        [
            states.Changes.WaitToReadAsync(given.Token).AsTask(),
            lines.WaitToReadAsync(given.Token).AsTask(),
            _results.Reader.WaitToReadAsync(given.Token).AsTask(),
        ];
        await Task.WhenAny(waits);
        await given.CancelAsync();
        await Task.WhenAll(waits).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }

    private static List<SourceLine> TakeLines(ChannelReader<SourceLine> reader)
    {
        var taken = new List<SourceLine>();
        while (taken.Count < LinesAMessage && reader.TryRead(out var line))
            taken.Add(line);
        return taken;
    }
}
