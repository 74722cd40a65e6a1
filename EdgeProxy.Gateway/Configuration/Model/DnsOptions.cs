namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>How names are resolved (section <c>Edge:Dns</c>).</summary>
internal sealed record DnsOptions
{
    /// <summary>The servers as <c>ADDRESS</c> or <c>ADDRESS:PORT</c>; empty for those of <see cref="ResolvConfPath"/>.</summary>
    public ValueList<string> Servers { get; init; } = [];

    /// <summary>The system's resolver configuration.</summary>
    public string ResolvConfPath { get; init; } = "/etc/resolv.conf";

    /// <summary>The system's table of names.</summary>
    public string HostsPath { get; init; } = "/etc/hosts";

    /// <summary>How long one question may take, more than 0.</summary>
    public TimeSpan QueryTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often a question without an answer is asked again, 0 or more.</summary>
    public int Retries { get; init; } = 1;
}
