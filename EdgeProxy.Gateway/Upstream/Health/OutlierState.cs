namespace EdgeProxy.Gateway.Upstream;

/// <summary>What outlier detection knows of a host.</summary>
internal sealed class OutlierState
{
    /// <summary>Failures since the last success.</summary>
    public int FailuresInARow;

    /// <summary>Gateway failures since the last other answer.</summary>
    public int GatewayFailuresInARow;

    /// <summary>How often it was ejected, forgiven again one by one.</summary>
    public int Ejections { get; private set; }

    /// <summary>When it was ejected last.</summary>
    public long EjectedAt { get; private set; }

    public void Succeed()
    {
        // Nearly every request comes here: a cache line is only written when there is something to forget.
        if (Volatile.Read(ref FailuresInARow) != 0)
            Volatile.Write(ref FailuresInARow, 0);
        if (Volatile.Read(ref GatewayFailuresInARow) != 0)
            Volatile.Write(ref GatewayFailuresInARow, 0);
    }

    public void Eject(long timestamp)
    {
        Ejections++;
        EjectedAt = timestamp;
    }

    public void DecreaseEjections() => Ejections = Math.Max(Ejections - 1, 0);
}
