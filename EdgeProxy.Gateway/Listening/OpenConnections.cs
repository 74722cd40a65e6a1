namespace EdgeProxy.Gateway.Listening;

/// <summary>The client connections of all listeners, counted where a limit needs it.</summary>
internal sealed class OpenConnections
{
    private long _count;

    /// <summary>Counts one more.</summary>
    /// <returns>How many there are with it.</returns>
    public long Increment() => Interlocked.Increment(ref _count);

    public void Decrement() => Interlocked.Decrement(ref _count);
}
