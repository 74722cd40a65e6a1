using EdgeProxy.Hosting.ApplicationModel;

namespace EdgeProxy.Hosting.Running;


/// <summary>Which state may follow which. All that is not in the table is a fault of the engine.</summary>
internal static class ReplicaTransitions
{
    private static readonly Dictionary<string, string[]> Table = new(StringComparer.Ordinal)
    {
        [KnownResourceStates.NotStarted] = [KnownResourceStates.Waiting, KnownResourceStates.Starting],
        [KnownResourceStates.Waiting] = [KnownResourceStates.Starting, KnownResourceStates.Exited],
        [KnownResourceStates.Starting] = [KnownResourceStates.Running, KnownResourceStates.FailedToStart],
        [KnownResourceStates.Running] =
        [
            KnownResourceStates.Stopping, KnownResourceStates.Exited, KnownResourceStates.Finished, KnownResourceStates.FailedToStart,
        ],
        [KnownResourceStates.Stopping] = [KnownResourceStates.Exited],
        [KnownResourceStates.Exited] = [KnownResourceStates.Waiting, KnownResourceStates.Starting],
        [KnownResourceStates.Finished] = [KnownResourceStates.Waiting, KnownResourceStates.Starting],
        [KnownResourceStates.FailedToStart] = [KnownResourceStates.Waiting, KnownResourceStates.Starting],
    };

    public static void Check(string from, string to)
    {
        if (!Table[from].Contains(to))
            throw new InvalidOperationException($"A replica does not go from {from} to {to}.");
    }
}
