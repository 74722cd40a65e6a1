using System.Net;
using System.Net.Security;
using System.Text;
using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Lifecycle;
using EdgeProxy.Gateway.Observability.Stats;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Options;

namespace EdgeProxy.Gateway.Listening;

/// <summary>Tells Kestrel what Envoy's listener would do: its limits instead of Kestrel's own, and the addresses.</summary>
internal sealed class KestrelSetup(
    GatewayStore gateway, ListenAddresses addresses, ListenerStore listeners, HttpStats stats, TimeProvider time, ILogger<TlsCertificate> tlsLogger)
    : IConfigureOptions<KestrelServerOptions>, IDisposable
{
    private TlsCertificate? _certificate;

    public void Dispose() => _certificate?.Dispose();

    public void Configure(KestrelServerOptions options)
    {
        var listener = gateway.Current.Config.Listener;
        options.AddServerHeader = false;
        // The absolute form of a target decides over the Host header (RFC 9112, 3.2.2).
        options.AllowHostHeaderOverride = true;
        options.AllowAlternateSchemes = true;
        options.RequestHeaderEncodingSelector = static _ => Encoding.Latin1;
        options.ResponseHeaderEncodingSelector = static _ => Encoding.Latin1;
        SetLimits(options.Limits, listener);
        foreach (var address in addresses.Edge)
            Listen(options, address, AttachEdge);
        if (listener.Tls is { } tls)
        {
            var certificate = _certificate = new TlsCertificate(tls, time, tlsLogger);
            foreach (var address in addresses.Tls)
                Listen(options, address, listen => AttachTls(listen, certificate));
        }

        Listen(options, addresses.Admin, AttachAdmin);
    }

    private static void SetLimits(KestrelServerLimits limits, ListenerConfig listener)
    {
        var bytes = listener.MaxRequestHeadersKb * 1024;
        limits.KeepAliveTimeout = Bounded(listener.IdleTimeout);
        limits.RequestHeadersTimeout = Bounded(listener.StreamIdleTimeout);
        limits.MaxRequestBodySize = listener.MaxRequestBodyBytes;
        limits.MaxRequestHeaderCount = listener.MaxRequestHeadersCount;
        limits.MaxRequestHeadersTotalSize = bytes;
        limits.MaxRequestLineSize = bytes;
        // The buffer holds at least one whole head.
        limits.MaxRequestBufferSize = Math.Max(listener.BufferLimitBytes, bytes + 1024);
        limits.MinRequestBodyDataRate = null;
        limits.MinResponseDataRate = null;
        limits.Http2.MaxStreamsPerConnection = listener.Http2.MaxConcurrentStreams;
        limits.Http2.InitialStreamWindowSize = listener.Http2.InitialStreamWindowSize;
        limits.Http2.InitialConnectionWindowSize = listener.Http2.InitialConnectionWindowSize;
        limits.Http2.MaxRequestHeaderFieldSize = bytes;
    }

    private static TimeSpan Bounded(TimeSpan time) => time > TimeSpan.Zero ? time.ForTimer() : TimerTime.Longest;

    private static void Listen(KestrelServerOptions options, BindingAddress address, Action<ListenOptions> configure)
    {
        if (address.IsUnixPipe)
            options.ListenUnixSocket(address.UnixPipePath, configure);
        else if (address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase) && address.Port != 0)
            options.ListenLocalhost(address.Port, configure);
        else if (address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
            options.Listen(IPAddress.Loopback, address.Port, configure);
        else if (IPAddress.TryParse(address.Host, out var ip))
            options.Listen(ip, address.Port, configure);
        else
            options.ListenAnyIP(address.Port, configure);
    }

    private void AttachEdge(ListenOptions options)
    {
        listeners.Add(options, isAdmin: false);
        options.Use(Limit().Before);
        options.Use(next => new ConnectionHandling(next, isTls: false, stats, gateway).RunAsync);
    }

    private void AttachTls(ListenOptions options, TlsCertificate certificate)
    {
        listeners.Add(options, isAdmin: false);
        options.Use(Limit().Before);
        options.UseHttps(new TlsHandshakeCallbackOptions
        {
            OnConnection = _ => ValueTask.FromResult(new SslServerAuthenticationOptions
            {
                ServerCertificateContext = certificate.Context,
                ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
            }),
        });
        options.Use(next => new ConnectionHandling(next, isTls: true, stats, gateway).RunAsync);
    }

    private void AttachAdmin(ListenOptions options)
    {
        listeners.Add(options, isAdmin: true);
        options.Protocols = HttpProtocols.Http1;
        options.Use(new AdminConnections(time).Before);
        options.Use(next => new AdminConnectionHandling(next).RunAsync);
    }

    private ConnectionLimit Limit() => new(gateway.Current.Config.Listener.MaxConnections, gateway.Current.Config.MaxConnections, stats);
}
