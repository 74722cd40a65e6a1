using System.Globalization;

namespace EdgeProxy.Conformance;

/// <summary>The proxy under test, and what stands around it. The default values are those of the specified configuration.</summary>
public sealed record ConformanceTarget
{
    /// <summary>Where the proxy listens, e.g. <c>http://127.0.0.1:30000</c>. HTTP/1.1 and HTTP/2 with prior knowledge are spoken to it.</summary>
    public required Uri Address { get; init; }

    /// <summary>Where its admin port listens, or null: the cases of the admin group are then skipped.</summary>
    public Uri? Admin { get; init; }

    /// <summary>The recording backends behind it, or null: what goes upstream is then not looked at.</summary>
    public BackendPair? Backends { get; init; }

    /// <summary>A path whose cluster has no hosts, or null.</summary>
    public string? PathWithoutHosts { get; init; }

    /// <summary>The file of the proxy's access log in Envoy's default format, or null: the cases of the group access-log are then skipped.</summary>
    public string? AccessLog { get; init; }

    /// <summary>The proxy's route timeout; 15 s by default. A shorter one makes the timeout cases quicker.</summary>
    public TimeSpan RouteTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The proxy's connect timeout; 0.25 s by default.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(0.25);

    /// <summary>The proxy's stream idle timeout; 5 minutes by default. The cases that wait for it are run when it is under 30 s, or with <see cref="Slow"/>.</summary>
    public TimeSpan StreamIdleTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Runs the cases that take minutes too; false by default.</summary>
    public bool Slow { get; init; }

    /// <summary>The <c>Host</c> that requests carry unless a case says otherwise.</summary>
    public string Host => Address.Authority;

    /// <summary>The route timeout in milliseconds, as the <c>x-envoy-expected-rq-timeout-ms</c> header has it.</summary>
    public string RouteTimeoutMilliseconds => RouteTimeout.TotalMilliseconds.ToString(CultureInfo.InvariantCulture);

    /// <summary>Which of <paramref name="needs"/> this target does not have, in words; null when it has all.</summary>
    public string? Lacks(CaseNeeds needs)
    {
        if (needs.HasFlag(CaseNeeds.Backends) && Backends is null)
            return "needs the suite's own backends behind the proxy (--backends PING,PONG)";
        if (needs.HasFlag(CaseNeeds.Admin) && Admin is null)
            return "needs the admin port (--admin URL)";
        if (needs.HasFlag(CaseNeeds.PathWithoutHosts) && PathWithoutHosts is null)
            return "needs a route to a cluster without hosts (--path-without-hosts PATH)";
        if (needs.HasFlag(CaseNeeds.AccessLog) && AccessLog is null)
            return "needs the access log (--access-log FILE)";
        if (needs.HasFlag(CaseNeeds.Slow) && !Slow && StreamIdleTimeout > TimeSpan.FromSeconds(30))
            return "takes over five minutes (--slow)";
        return null;
    }
}
