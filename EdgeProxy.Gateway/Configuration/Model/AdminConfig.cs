namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>The admin endpoint.</summary>
public sealed record AdminConfig
{
    /// <summary>The address to bind; null for the default: port 9901, on loopback where the listener is on loopback, on every address otherwise.</summary>
    public SocketAddressConfig? Address { get; init; }

    /// <summary>Binds to loopback whatever the listener binds to, unless <see cref="Address"/> says where.</summary>
    public bool IsLoopbackOnly { get; init; }

    /// <summary>Who may ask for what.</summary>
    public AdminAccess Access { get; init; } = AdminAccess.Probes;

    /// <summary>The file that admin requests are logged to (<c>access_log_path</c>); null or empty for none.</summary>
    public string? AccessLogPath { get; init; }
}
