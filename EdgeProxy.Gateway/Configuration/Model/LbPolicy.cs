namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's <c>LbPolicy</c>.</summary>
public enum LbPolicy
{
    /// <summary>In turn, by weight.</summary>
    RoundRobin,

    /// <summary>The least busy of a few that are picked at random.</summary>
    LeastRequest,

    /// <summary>At random.</summary>
    Random,

    /// <summary>By a hash of the request (Ketama).</summary>
    RingHash,

    /// <summary>By a hash of the request, in a table of fixed size.</summary>
    Maglev,
}
