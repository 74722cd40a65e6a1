namespace EdgeProxy.Gateway.Primitives;

/// <summary>Why a request did not go as it should; Envoy's <c>%RESPONSE_FLAGS%</c>.</summary>
internal enum ResponseFlags
{
    None,

    /// <summary>No healthy upstream.</summary>
    UH,

    /// <summary>Upstream connection failure.</summary>
    UF,

    /// <summary>Upstream overflow: a circuit breaker is full.</summary>
    UO,

    /// <summary>No route.</summary>
    NR,

    /// <summary>Upstream request timeout.</summary>
    UT,

    /// <summary>Upstream retry limit exceeded.</summary>
    URX,

    /// <summary>Upstream connection termination.</summary>
    UC,

    /// <summary>Upstream remote reset.</summary>
    UR,

    /// <summary>Downstream connection termination.</summary>
    DC,

    /// <summary>Downstream protocol error.</summary>
    DPE,

    /// <summary>Stream idle timeout.</summary>
    SI,

    /// <summary>Rate limited.</summary>
    RL,

    /// <summary>Upstream protocol error.</summary>
    UPE,

    /// <summary>Overload manager.</summary>
    OM,

    /// <summary>The stream exceeded its maximum duration.</summary>
    DT,

    /// <summary>Health checks fail on request (<c>/healthcheck/fail</c>).</summary>
    LH,

    /// <summary>The request was delayed on purpose.</summary>
    DI,

    /// <summary>The request was ended on purpose.</summary>
    FI,

    /// <summary>Refused by an authorization service (Envoy's <c>UnauthorizedExternalService</c>).</summary>
    UAEX,
}
