namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's <c>HealthCheck</c>.</summary>
public sealed record HealthCheckConfig
{
    private static readonly ValueList<(int Start, int End)> OkAlone = [(200, 201)];

    /// <summary>What is asked.</summary>
    public HealthCheckKind Kind { get; init; } = HealthCheckKind.Http;

    /// <summary>The path of <see cref="HealthCheckKind.Http"/>.</summary>
    public string Path { get; init; } = "/";

    /// <summary>The Host of <see cref="HealthCheckKind.Http"/>; empty for the cluster's name.</summary>
    public string Host { get; init; } = "";

    /// <summary>The service of <see cref="HealthCheckKind.Grpc"/>.</summary>
    public string GrpcService { get; init; } = "";

    /// <summary>How long an answer may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The pause between two checks of a host.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Failures in a row that make a host unhealthy.</summary>
    public int UnhealthyThreshold { get; init; } = 3;

    /// <summary>Successes in a row that make a host healthy; the first check alone decides at the start.</summary>
    public int HealthyThreshold { get; init; } = 2;

    /// <summary>The statuses that are a success, as [start, end) ranges.</summary>
    public ValueList<(int Start, int End)> ExpectedStatuses { get; init; } = OkAlone;
}
