namespace EdgeProxy.Gateway.Upstream;

/// <summary>Why a host gets no requests; Envoy's <c>health_flags</c>.</summary>
[Flags]
internal enum HostFailures
{
    None = 0,

    /// <summary><c>/failed_active_hc</c></summary>
    ActiveCheck = 1,

    /// <summary><c>/failed_outlier_check</c></summary>
    Outlier = 2,

    /// <summary><c>/pending_active_hc</c>: not checked yet.</summary>
    Pending = 4,
}
