namespace EdgeProxy.Hosting.Running;


/// <summary>What a replica's first starts came to. A resource that never served is not restarted for ever: somebody has to mend it.</summary>
internal sealed class StartRecord(TimeSpan window)
{
    private const int Limit = 2;

    private int _shortLives;
    private bool _hasServed;

    /// <summary>A health check has passed: from now on an end is a crash.</summary>
    public void Served() => _hasServed = true;

    /// <summary>Takes note of an end with an error.</summary>
    /// <returns>Whether the replica counts as one that does not start.</returns>
    public bool IsHopeless(TimeSpan lived)
    {
        if (lived >= window)
            _hasServed = true;
        return !_hasServed && ++_shortLives >= Limit;
    }
}
