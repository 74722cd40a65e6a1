namespace EdgeProxy.Conformance;

/// <summary>The state of a connection.</summary>
public enum ConnectionEnd
{
    /// <summary>The case did not look.</summary>
    NotLooked,

    /// <summary>Still open when the case stopped looking.</summary>
    Open,

    /// <summary>Closed in order (FIN).</summary>
    Closed,

    /// <summary>Reset (RST).</summary>
    Reset,
}
