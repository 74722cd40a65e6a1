using System.Threading.Channels;
using EdgeProxy.Hosting.ApplicationModel;

namespace EdgeProxy.Hosting.Running;


/// <summary>The commands on their way to a replica: start when it has ended or waits, stop and restart when it runs.</summary>
internal sealed class ReplicaCommands
{
    private static readonly Dictionary<ReplicaCommand, string[]> Allowed = new()
    {
        [ReplicaCommand.Start] =
        [
            KnownResourceStates.NotStarted, KnownResourceStates.Waiting, KnownResourceStates.Exited, KnownResourceStates.Finished, KnownResourceStates.FailedToStart,
        ],
        [ReplicaCommand.Stop] = [KnownResourceStates.Waiting, KnownResourceStates.Starting, KnownResourceStates.Running],
        [ReplicaCommand.Restart] = [KnownResourceStates.Starting, KnownResourceStates.Running],
    };

    private readonly Channel<ReplicaCommand> _channel = Channel.CreateUnbounded<ReplicaCommand>(new UnboundedChannelOptions { SingleReader = true });
    private Task<ReplicaCommand>? _next;

    /// <summary>Whether a command makes sense in a state.</summary>
    public static bool IsAllowed(ReplicaCommand command, string state) => Allowed[command].Contains(state);

    public void Send(ReplicaCommand command) => _channel.Writer.TryWrite(command);

    /// <summary>The next command: the same task until it was taken, so that it can be waited for beside other things.</summary>
    public Task<ReplicaCommand> Next(CancellationToken cancellationToken)
    {
        if (_next is null || _next.IsCanceled)
            _next = _channel.Reader.ReadAsync(cancellationToken).AsTask();
        return _next;
    }

    /// <summary>Takes the command that <see cref="Next"/> has given.</summary>
    public void Take() => _next = null;
}
