namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>What a health check asks.</summary>
public enum HealthCheckKind
{
    /// <summary>A GET.</summary>
    Http,

    /// <summary>A connection.</summary>
    Tcp,

    /// <summary><c>grpc.health.v1.Health/Check</c>.</summary>
    Grpc,
}
