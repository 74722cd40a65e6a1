using System.Net.Security;
using System.Security.Authentication;

namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's <c>TlsParameters</c>, as far as they differ from the system's.</summary>
public sealed record TlsParametersConfig
{
    /// <summary>The system's.</summary>
    public static TlsParametersConfig Default { get; } = new();

    /// <summary>The versions; none for the system's.</summary>
    public SslProtocols Protocols { get; init; }

    /// <summary>The cipher suites; empty for the system's.</summary>
    public ValueList<TlsCipherSuite> CipherSuites { get; init; } = [];
}
