using System.Net;
using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Lifecycle;
using EdgeProxy.Gateway.Listening;

namespace EdgeProxy.Gateway.Admin;

/// <summary>The admin port: who may ask, then what for.</summary>
internal sealed class AdminEndpoints
{
    private readonly GatewayStore _gateway;
    private readonly AdminLog _log;
    private readonly AdminCommand[] _commands;

    public AdminEndpoints(GatewayStore gateway, AdminLog log, ServerCommands server, StatsCommands stats, ConfigCommands config)
    {
        _gateway = gateway;
        _log = log;
        _commands =
        [
            .. new[] { server.Commands, stats.Commands, config.Commands }.SelectMany(commands => commands)
                .Append(new AdminCommand("/", Changes: false, "Admin home page", context => AdminHome.WriteAsync(context, _commands!, server)))
                .Append(new AdminCommand("/help", Changes: false, "print out list of admin commands", WriteHelpAsync))
                .OrderBy(command => command.Path, StringComparer.Ordinal),
        ];
    }

    public async Task RunAsync(HttpContext context)
    {
        // Away from the thread of the sockets: a dump of a large configuration takes its time.
        await Task.Yield();
        var connection = context.Features.Get<AdminConnection>();
        connection?.BeginRequest();
        try
        {
            await AnswerAsync(context);
        }
        finally
        {
            _log.Write(context);
            connection?.EndRequest();
        }
    }

    private Task AnswerAsync(HttpContext context)
    {
        var command = Array.Find(_commands, command => command.Path == context.Request.Path.Value);
        if (!IsAllowed(context, command))
            return AdminReply.TextAsync(context, 403, "This is open to loopback alone; Edge:Admin:Access (Probes, ReadOnly, All) opens more.\n");
        if (command is not { IsProbe: true } && IsForeignHost(context))
            return AdminReply.TextAsync(context, 403, "From this machine the Host must be localhost or a loopback address.\n");
        if (IsFromAnotherSite(context.Request, command is { Changes: true }))
            return AdminReply.TextAsync(context, 403, "A page of another site may not do this.\n");
        if (command is null)
            return AdminReply.TextAsync(context, 404, "invalid path. " + Help());
        var method = context.Request.Method;
        var isAllowed = command.Changes ? HttpMethods.IsPost(method) : HttpMethods.IsGet(method) || HttpMethods.IsHead(method);
        if (!isAllowed)
        {
            context.Response.Headers.Allow = command.Changes ? "POST" : "GET, HEAD";
            return AdminReply.TextAsync(context, 405, $"Method {method} not allowed, {(command.Changes ? "POST" : "GET")} required.");
        }

        return command.Run(context);
    }

    private bool IsAllowed(HttpContext context, AdminCommand? command)
    {
        if (IsFromLoopback(context))
            return true;
        return _gateway.Current.Config.Admin.Access switch
        {
            AdminAccess.All => true,
            AdminAccess.ReadOnly => command is not { Changes: true },
            AdminAccess.Probes => command is { IsProbe: true },
            _ => false,
        };
    }

    private static bool IsFromLoopback(HttpContext context) =>
        context.Connection.RemoteIpAddress is not { } peer || IPAddress.IsLoopback(peer)
            || (peer.IsIPv4MappedToIPv6 && IPAddress.IsLoopback(peer.MapToIPv4()));

    /// <summary>
    /// A page may give its own name a loopback address (DNS rebinding); for the browser it then stays on its own site, and only the Host says otherwise. HTTP/1.0
    /// without a Host comes from no browser.
    /// </summary>
    private static bool IsForeignHost(HttpContext context)
    {
        var host = context.Request.Host.Host;
        var isLocal = host.Length == 0 || host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
        return !isLocal && IsFromLoopback(context);
    }

    /// <summary>A page in a browser may send a POST to any port of this machine, but not without saying where it comes from; it may link to what changes nothing.</summary>
    private static bool IsFromAnotherSite(HttpRequest request, bool changes)
    {
        var (origin, host) = (request.Headers.Origin, request.Headers.Host.ToString());
        if (origin.Count > 0 && !origin.ToString().Equals($"http://{host}", StringComparison.OrdinalIgnoreCase)
            && !origin.ToString().Equals($"https://{host}", StringComparison.OrdinalIgnoreCase))
            return changes;
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site is "" or "same-origin" or "none")
            return false;
        return changes || (site != "same-site" && request.Headers["Sec-Fetch-Mode"] != "navigate");
    }

    private Task WriteHelpAsync(HttpContext context) => AdminReply.TextAsync(context, 200, Help());

    private string Help() =>
        "admin commands are:\n" + string.Concat(_commands.Select(command => $"  {command.Path}{(command.Changes ? " (POST)" : "")}: {command.Help}\n"));
}
