using System.Net;
using System.Text;
using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Forwarding;
using EdgeProxy.Gateway.Lifecycle;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Options;

namespace EdgeProxy.Gateway.Listening;

/// <summary>Configures Kestrel as Envoy's listeners are: their limits instead of Kestrel's own, and the addresses.</summary>
internal sealed class KestrelSetup(
    GatewayStore gateway, ListenAddresses addresses, ListenerStore listeners, OpenConnections connections, TimeProvider time, ILogger<TlsCertificate> tlsLogger)
    : IConfigureOptions<KestrelServerOptions>, IDisposable
{
    private readonly Dictionary<(TlsConfig, HttpCodec), DownstreamTls> _contexts = [];

    public void Dispose()
    {
        foreach (var context in _contexts.Values)
            context.Dispose();
    }

    /// <summary>The first server: the admin port, and the listeners with the limits of the first one.</summary>
    public void Configure(KestrelServerOptions options)
    {
        var groups = Groups(gateway.Current.Config, addresses);
        Configure(options, groups.Count > 0 ? groups[0] : []);
        Listen(options, addresses.Admin, AttachAdmin);
    }

    /// <summary>The further servers: one for all listeners with the same limits.</summary>
    /// <param name="services">The services of the application.</param>
    public IEnumerable<KestrelServerOptions> Further(IServiceProvider services) => Groups(gateway.Current.Config, addresses).Skip(1).Select(group =>
    {
        var options = new KestrelServerOptions { ApplicationServices = services };
        Configure(options, group);
        return options;
    });

    /// <summary>Whether one server is enough.</summary>
    public static bool IsOneServer(GatewayConfig config, ListenAddresses addresses) => Groups(config, addresses).Count <= 1;

    /// <summary>The positions of the listeners by their limits. One without an address is none.</summary>
    private static List<IGrouping<ServerLimits, int>> Groups(GatewayConfig config, ListenAddresses addresses) =>
        [.. Enumerable.Range(0, config.Listeners.Count).Where(index => addresses.Listeners[index].Count > 0).GroupBy(index => ServerLimits.Of(config.Listeners[index]))];

    private void Configure(KestrelServerOptions options, IEnumerable<int> positions)
    {
        options.AddServerHeader = false;
        // The absolute form of a target decides over the Host header (RFC 9112, 3.2.2).
        options.AllowHostHeaderOverride = true;
        options.AllowAlternateSchemes = true;
        options.RequestHeaderEncodingSelector = static _ => Encoding.Latin1;
        options.ResponseHeaderEncodingSelector = static _ => Encoding.Latin1;
        (positions is IGrouping<ServerLimits, int> group ? group.Key : ServerLimits.Of(ListenerConfig.Of(new ConnectionManagerConfig()))).Apply(options.Limits);
        foreach (var position in positions)
        {
            var attach = Attach(position);
            foreach (var address in addresses.Listeners[position])
                Listen(options, address, attach);
        }
    }

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

    /// <summary>A connection's way: the limits, its filter chain, TLS where that has it, HTTP.</summary>
    private Action<ListenOptions> Attach(int position)
    {
        var config = gateway.Current.Config;
        var listener = config.Listeners[position];
        var manager = config.Listeners.Take(position).Sum(before => before.AllFilterChains().Count());
        var chains = listener.AllFilterChains().Select(chain => new FilterChain(chain, manager++, chain.Tls is { } tls ? Context(tls, chain.ConnectionManager.Codec) : null)).ToList();
        var last = listener.DefaultFilterChain is null ? null : chains[^1];
        var table = new FilterChainTable(last is null ? chains : chains[..^1], last);
        var limit = new ConnectionLimit(listener.MaxConnections, config.MaxConnections, connections, () => gateway.Current.Managers[chains[0].Manager].Stats);
        return options =>
        {
            listeners.Add(options, listener.Name);
            options.Use(limit.Before);
            var selection = new FilterChainSelection(listener, table, gateway);
            options.Use(selection.Before);
            if (listener.HasTls)
            {
                options.UseHttps(new TlsHandshakeCallbackOptions
                {
                    OnConnection = static handshake => ValueTask.FromResult(handshake.Connection.Features.Get<FilterChain>()!.Tls!.Options(
                        handshake.Connection.Features.Get<DownstreamConnection>()!, handshake.ClientHelloInfo.ServerName)),
                });
                options.Use(selection.AfterTls);
            }

            options.Use(next => new ConnectionHandling(next, gateway).RunAsync);
        };
    }

    private DownstreamTls Context(TlsConfig tls, HttpCodec codec)
    {
        if (!_contexts.TryGetValue((tls, codec), out var context))
            _contexts[(tls, codec)] = context = new DownstreamTls(tls, codec, time, tlsLogger);
        return context;
    }

    private void AttachAdmin(ListenOptions options)
    {
        listeners.AddAdmin(options);
        options.Protocols = HttpProtocols.Http1;
        options.Use(new AdminConnections(time).Before);
        options.Use(next => new AdminConnectionHandling(next).RunAsync);
    }
}
