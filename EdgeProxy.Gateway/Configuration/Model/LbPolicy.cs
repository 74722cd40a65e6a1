namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's <c>LbPolicy</c>.</summary>
public enum LbPolicy
{
    /// <summary>In turn, by weight.</summary>
    RoundRobin,

    /// <summary>The least busy of a few picked by chance.</summary>
    LeastRequest,

    /// <summary>By chance.</summary>
    Random,

    /// <summary>By a hash of the request (Ketama).</summary>
    RingHash,
}
