namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>The kinds of <see cref="AccessLogFilterConfig"/>.</summary>
public enum AccessLogFilterKind
{
    /// <summary>By the status of the response (<c>status_code_filter</c>).</summary>
    Status,

    /// <summary>By the duration of the request (<c>duration_filter</c>).</summary>
    Duration,

    /// <summary>No health checks (<c>not_health_check_filter</c>).</summary>
    NotHealthCheck,

    /// <summary>Requests whose trace is recorded (<c>traceable_filter</c>).</summary>
    Traceable,

    /// <summary>A share of the requests (<c>runtime_filter</c>).</summary>
    Fraction,

    /// <summary>By a request header (<c>header_filter</c>).</summary>
    Header,

    /// <summary>By response flags (<c>response_flag_filter</c>).</summary>
    ResponseFlag,

    /// <summary>All of its parts (<c>and_filter</c>).</summary>
    And,

    /// <summary>One of its parts (<c>or_filter</c>).</summary>
    Or,
}
