using System.Net;
using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Settings;

/// <summary>Reads <c>Edge:Drain</c> and <c>Edge:Dns</c>.</summary>
internal static class ProcessSection
{
    public static ProcessConfig Read(IConfiguration configuration, List<ConfigError> errors) =>
        Read(new SectionReader(ConfigTree.Read(configuration, "Edge").Find("Edge"), "Edge", errors));

    public static ProcessConfig Read(SectionReader edge) => new(Drain(edge.Section("Drain")), Dns(edge.Section("Dns")));

    private static DrainOptions Drain(SectionReader section)
    {
        var drain = new DrainOptions(OrNone(section.Time("Time", DrainOptions.Default.Time)), OrNone(section.Time("Grace", DrainOptions.Default.Grace)));
        section.End();
        return drain;
    }

    /// <summary><c>off</c> is no time at all.</summary>
    private static TimeSpan OrNone(TimeSpan time) => time > TimeSpan.Zero ? time : TimeSpan.Zero;

    private static DnsOptions Dns(SectionReader section)
    {
        var defaults = new DnsOptions();
        var dns = new DnsOptions
        {
            Servers = section.Texts("Servers"),
            ResolvConfPath = section.Text("ResolvConfPath", defaults.ResolvConfPath),
            HostsPath = section.Text("HostsPath", defaults.HostsPath),
            QueryTimeout = section.Time("QueryTimeout", defaults.QueryTimeout),
            Retries = section.Number("Retries", defaults.Retries, 0, 10),
        };
        foreach (var server in dns.Servers.Where(server => !IPEndPoint.TryParse(server, out _)))
            section.Fail("Servers", $"'{server}' is not a server; 'ADDRESS' and 'ADDRESS:PORT' are.");
        if (dns.QueryTimeout == TimeSpan.Zero)
            section.Fail("QueryTimeout", "'0s' is not allowed; more than 0 is.");
        section.End();
        return dns;
    }
}
