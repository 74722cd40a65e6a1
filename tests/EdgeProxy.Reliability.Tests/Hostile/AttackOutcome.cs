namespace EdgeProxy.Reliability.Tests.Hostile;

/// <summary>What an attacker gets.</summary>
internal enum AttackOutcome
{
    /// <summary>The edge ended its connection.</summary>
    ConnectionEnded,

    /// <summary>Its answers, as anybody.</summary>
    Answered,

    /// <summary>The edge reads no more of it.</summary>
    NotRead,

    /// <summary>Its connections stay open.</summary>
    ConnectionsKept,
}
