using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace EdgeProxy.Dashboard.Otlp.Listening;

/// <summary>Where one of OTLP's ports is, or will be once the program has started.</summary>
/// <param name="protocol">What is spoken there.</param>
/// <param name="setting">The configuration key that sets it.</param>
/// <param name="configured">The address asked for.</param>
/// <param name="isDefault">Nobody asked for this port: another may be taken in its place.</param>
internal sealed class OtlpAddress(OtlpProtocol protocol, string setting, Uri configured, bool isDefault)
{
    public OtlpProtocol Protocol => protocol;

    public string Setting => setting;

    public Uri Configured => configured;

    public bool IsDefault => isDefault;

    /// <summary>The endpoint as Kestrel bound it.</summary>
    public ListenOptions? Bound { get; set; }

    /// <summary>The address to give to senders.</summary>
    public Uri Url => Bound?.IPEndPoint is { } endpoint
        ? new UriBuilder(configured) { Host = HostOf(endpoint), Port = endpoint.Port }.Uri
        : configured;

    private string HostOf(IPEndPoint endpoint) => configured.Host == "localhost" ? "localhost" : endpoint.Address.ToString();
}
