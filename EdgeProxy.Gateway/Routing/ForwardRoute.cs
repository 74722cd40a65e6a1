using System.Globalization;
using System.Net;
using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Upstream;
using Yarp.ReverseProxy.Forwarder;

namespace EdgeProxy.Gateway.Routing;

/// <summary>The forwarding of a route, compiled from its configuration.</summary>
internal sealed class ForwardRoute
{
    private readonly Target[] _targets;

    public ForwardRoute(
        ForwardActionConfig config, RouteMatchConfig match, VirtualHostConfig host, ConnectionManagerConfig listener, Func<string, Cluster?> findCluster)
    {
        Config = config;
        IdleTimeout = config.IdleTimeout ?? listener.StreamIdleTimeout;
        var upTo = 0;
        _targets =
        [
            .. config.Clusters.Select(target => new Target(
                findCluster(target.Name),
                HeaderChanges.ForRequests([target.HeaderChanges]),
                HeaderChanges.ForResponses([target.HeaderChanges]),
                Forwarding(findCluster(target.Name), IdleTimeout),
                upTo += target.Weight)),
        ];
        Retry = new RetryRules(config.RetryPolicy ?? host.RetryPolicy ?? RetryPolicyConfig.Safe);
        ExpectedTimeout = config.Timeout > TimeSpan.Zero ? ((long)config.Timeout.TotalMilliseconds).ToString(CultureInfo.InvariantCulture) : null;
        Rewrite = TargetRewrite.Create(config.PrefixRewrite, config.RegexRewrite, match);
        Mirrors = Mirrors.Create(config.Mirrors ?? host.Mirrors ?? listener.Mirrors, config.Timeout, findCluster);
        Times = StreamTimes.Create(config, listener);
        AllowWebSockets = config.AllowWebSockets ?? listener.AllowWebSockets;
    }

    public ForwardActionConfig Config { get; }

    public RetryRules Retry { get; }

    public TimeSpan IdleTimeout { get; }

    /// <summary>The value of <c>x-envoy-expected-rq-timeout-ms</c>; null without a timeout.</summary>
    public string? ExpectedTimeout { get; }

    public TargetRewrite? Rewrite { get; }

    public bool AllowWebSockets { get; }

    /// <summary>Where copies of its requests go; null for nowhere.</summary>
    public Mirrors? Mirrors { get; }

    /// <summary>Limits that depend on the request; null where <see cref="ForwardActionConfig.Timeout"/> alone counts.</summary>
    public StreamTimes? Times { get; }

    /// <summary>Where the next request goes: the only target, or one at random by weight.</summary>
    public Target Pick()
    {
        if (_targets.Length == 1)
            return _targets[0];
        var chance = Random.Shared.Next(_targets[^1].UpTo);
        var index = 0;
        while (chance >= _targets[index].UpTo)
            index++;
        return _targets[index];
    }

    private static ForwarderRequestConfig Forwarding(Cluster? cluster, TimeSpan idleTimeout) => new()
    {
        Version = cluster?.Config.Http2 == true ? HttpVersion.Version20 : HttpVersion.Version11,
        VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        ActivityTimeout = idleTimeout > TimeSpan.Zero ? idleTimeout.ForTimer() : TimerTime.Longest,
    };

    /// <summary>One cluster of the route.</summary>
    /// <param name="Cluster">The cluster; null when there is none of that name.</param>
    /// <param name="RequestHeaders">Its own request header changes.</param>
    /// <param name="ResponseHeaders">Its own response header changes.</param>
    /// <param name="Forwarding">The options of the forwarder.</param>
    /// <param name="UpTo">The sum of the weights up to this one.</param>
    public sealed record Target(
        Cluster? Cluster, HeaderChanges? RequestHeaders, HeaderChanges? ResponseHeaders, ForwarderRequestConfig Forwarding, int UpTo);
}
