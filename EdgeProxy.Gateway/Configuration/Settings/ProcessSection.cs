using System.Net;
using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Settings;

/// <summary>Reads <c>Edge:Drain</c>, <c>Edge:Dns</c> and <c>Edge:Forwarder</c>.</summary>
internal static class ProcessSection
{
    public static ProcessConfig Read(IConfiguration configuration, List<ConfigError> errors) =>
        Read(new SectionReader(ConfigTree.Read(configuration, "Edge").Find("Edge"), "Edge", errors));

    public static ProcessConfig Read(SectionReader edge) => new(
        Drain(edge.GetSection("Drain")), Dns(edge.GetSection("Dns")), new ForwarderOptions(edge.GetChoice("Forwarder", ForwarderKind.Yarp)));

    private static DrainOptions Drain(SectionReader section)
    {
        var drain = new DrainOptions(OrNone(section.GetDuration("Time", DrainOptions.Default.Time)), OrNone(section.GetDuration("Grace", DrainOptions.Default.Grace)));
        section.ReportUnknownKeys();
        return drain;
    }

    /// <summary><c>off</c> is no time at all.</summary>
    private static TimeSpan OrNone(TimeSpan time) => time > TimeSpan.Zero ? time : TimeSpan.Zero;

    private static DnsOptions Dns(SectionReader section)
    {
        var defaults = new DnsOptions();
        var dns = new DnsOptions
        {
            Servers = section.GetStrings("Servers"),
            ResolvConfPath = section.GetString("ResolvConfPath", defaults.ResolvConfPath),
            HostsPath = section.GetString("HostsPath", defaults.HostsPath),
            QueryTimeout = section.GetDuration("QueryTimeout", defaults.QueryTimeout),
            Retries = section.GetNumber("Retries", defaults.Retries, 0, 10),
        };
        foreach (var server in dns.Servers.Where(server => !IPEndPoint.TryParse(server, out _)))
            section.AddError("Servers", $"'{server}' is not a server; 'ADDRESS' and 'ADDRESS:PORT' are.");
        if (dns.QueryTimeout == TimeSpan.Zero)
            section.AddError("QueryTimeout", "'0s' is not allowed; more than 0 is.");
        section.ReportUnknownKeys();
        return dns;
    }
}
