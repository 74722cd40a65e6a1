namespace EdgeProxy.Hosting.Running;


/// <summary>How long a crashed replica waits for its next try: not at all, then 1, 2, 4 ... 60 s; forgotten after 60 s of health.</summary>
internal sealed class RestartBackoff
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Forgotten = TimeSpan.FromSeconds(60);

    private int _tries;

    /// <summary>The pause before the next try.</summary>
    /// <param name="healthyFor">How long the replica was healthy without a break before it crashed.</param>
    public TimeSpan Next(TimeSpan healthyFor)
    {
        if (healthyFor >= Forgotten)
            _tries = 0;
        var pause = _tries == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Pow(2, Math.Min(_tries - 1, 16)));
        _tries++;
        return pause < Longest ? pause : Longest;
    }

    public void Reset() => _tries = 0;
}
