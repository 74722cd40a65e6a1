using System.Net;
using EdgeProxy.Gateway.Model;

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
        try
        {
            await AnswerAsync(context);
        }
        finally
        {
            _log.Write(context);
        }
    }

    private Task AnswerAsync(HttpContext context)
    {
        var command = Array.Find(_commands, command => command.Path == context.Request.Path.Value);
        if (!MayAsk(context, command))
            return AdminReply.TextAsync(context, 403, "This is open to loopback alone; Edge:Admin:Access (Probes, ReadOnly, All) opens more.\n");
        if (command is null)
            return AdminReply.TextAsync(context, 404, "invalid path. " + Help());
        var method = context.Request.Method;
        var isAllowed = command.Changes ? HttpMethods.IsPost(method) : HttpMethods.IsGet(method) || HttpMethods.IsHead(method);
        if (!isAllowed)
        {
            context.Response.Headers.Allow = command.Changes ? "POST" : "GET, HEAD";
            return AdminReply.TextAsync(context, 405, $"Method {method} not allowed, {(command.Changes ? "POST" : "GET")} required.");
        }

        // A page in a browser may send a POST to any port of this machine, but not without saying where it comes from.
        if (command.Changes && IsFromAnotherSite(context.Request))
            return AdminReply.TextAsync(context, 403, "A page of another site may not do this.\n");
        return command.Run(context);
    }

    private bool MayAsk(HttpContext context, AdminCommand? command)
    {
        if (context.Connection.RemoteIpAddress is not { } peer || IPAddress.IsLoopback(peer)
            || (peer.IsIPv4MappedToIPv6 && IPAddress.IsLoopback(peer.MapToIPv4())))
            return true;
        return _gateway.Current.Config.Admin.Access switch
        {
            AdminAccess.All => true,
            AdminAccess.ReadOnly => command is not { Changes: true },
            AdminAccess.Probes => command is { IsProbe: true },
            _ => false,
        };
    }

    private static bool IsFromAnotherSite(HttpRequest request) =>
        request.Headers.Origin.Count > 0 && !request.Headers.Origin.ToString().EndsWith("://" + request.Headers.Host, StringComparison.OrdinalIgnoreCase);

    private Task WriteHelpAsync(HttpContext context) => AdminReply.TextAsync(context, 200, Help());

    private string Help() =>
        "admin commands are:\n" + string.Concat(_commands.Select(command => $"  {command.Path}{(command.Changes ? " (POST)" : "")}: {command.Help}\n"));
}
