using System.Collections.Concurrent;
using System.Threading.Channels;
using EdgeProxy.Dashboard.ResourceFeed.Contract;

namespace EdgeProxy.Dashboard.ResourceFeed;

/// <summary>Carries a person's start, stop, restart or rebuild to the engine and its answer back.</summary>
internal sealed class ResourceCommands(TimeProvider time)
{
    private const int Waiting = 64;
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan RebuildLimit = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, TaskCompletionSource<ResourceCommandResult>> _asked = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();
    private Channel<ResourceCommand>? _channel;

    /// <summary>The engine begins to listen. The one that listened before, a dead connection, stops.</summary>
    public ChannelReader<ResourceCommand> Listen()
    {
        var channel = Channel.CreateBounded<ResourceCommand>(Waiting);
        lock (_gate)
        {
            _channel?.Writer.TryComplete();
            _channel = channel;
        }

        return channel.Reader;
    }

    /// <summary>The engine stops listening: who waits for an answer hears so.</summary>
    public void StopListening(ChannelReader<ResourceCommand> reader)
    {
        lock (_gate)
        {
            if (_channel?.Reader != reader)
                return;
            _channel.Writer.TryComplete();
            _channel = null;
        }

        foreach (var id in _asked.Keys)
            Complete(new ResourceCommandResult(id, false, "The engine closed its connection before it answered."));
    }

    /// <summary>Asks the engine and waits for its answer, a minute at most, and ten for a rebuild. Never throws for a refusal: the result says it.</summary>
    public async Task<ResourceCommandResult> AskAsync(string resource, ResourceCommandName command, CancellationToken cancellation)
    {
        var limit = command == ResourceCommandName.Rebuild ? RebuildLimit : AnswerLimit;
        var id = Guid.NewGuid().ToString("N");
        var answer = _asked.GetOrAdd(id, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
        try
        {
            bool isSent;
            lock (_gate)
                isSent = _channel?.Writer.TryWrite(new ResourceCommand(id, resource, command)) == true;
            if (!isSent)
                return new ResourceCommandResult(id, false, "No engine is connected to this dashboard, so nothing can be started or stopped from here.");
            return await answer.Task.WaitAsync(limit, time, cancellation);
        }
        catch (TimeoutException)
        {
            return new ResourceCommandResult(id, false, $"The engine did not answer within {limit.TotalSeconds:0} s.");
        }
        finally
        {
            _asked.TryRemove(id, out _);
        }
    }

    /// <summary>The engine answered.</summary>
    public void Complete(ResourceCommandResult result)
    {
        if (_asked.TryRemove(result.Id, out var answer))
            answer.TrySetResult(result);
    }
}
