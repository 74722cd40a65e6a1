namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's <c>OutlierDetection</c>.</summary>
public sealed record OutlierDetectionConfig
{
    /// <summary>Failures in a row (5xx, and no answer) that eject a host; 0 turns it off.</summary>
    public int Consecutive5xx { get; init; } = 5;

    /// <summary>502, 503, 504 and no answer in a row that eject a host; 0 turns it off.</summary>
    public int ConsecutiveGatewayFailure { get; init; }

    /// <summary>How often ejected hosts are checked for the end of their ejection.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the first ejection lasts; the n-th lasts n times as long.</summary>
    public TimeSpan BaseEjectionTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The longest ejection.</summary>
    public TimeSpan MaxEjectionTime { get; init; } = TimeSpan.FromSeconds(300);

    /// <summary>The share of hosts that may be ejected at once, in percent; one host may be when this is more than 0.</summary>
    public double MaxEjectionPercent { get; init; } = 10;
}
