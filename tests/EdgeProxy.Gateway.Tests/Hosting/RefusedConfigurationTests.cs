using System.Net;
using EdgeProxy.Conformance;
using EdgeProxy.Gateway.Configuration.Settings;
using EdgeProxy.Gateway.Hosting;
using EdgeProxy.Gateway.Tests.Support;
using EdgeProxy.TestKit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeProxy.Gateway.Tests.Hosting;

/// <summary>What cannot be served is refused, by <c>--mode validate</c>, at the start and by a reload alike, and the next good change is applied.</summary>
public sealed class RefusedConfigurationTests : IAsyncLifetime
{
    private const string Route = "ReverseProxy:Routes:ping";
    private const string Cluster = "ReverseProxy:Clusters:ping-cluster";
    private readonly RecordingBackend _a = new("a", "from a");
    private readonly RecordingBackend _b = new("b", "from b");
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public static TheoryData<string, string> Faults() => new()
    {
        { $"{Route}:Match:Regex=(?x)/a #c", "the expression '(?x)/a #c' cannot be used" },
        { $"{Route}:Match:Regex=(a", "the expression '(a' cannot be used" },
        { $"{Route}:Match:Regex=(a)\\1", "the expression '(a)\\1' cannot be used" },
        { $"{Route}:Match:Headers:0:Name=x;{Route}:Match:Headers:0:Mode=Regex;{Route}:Match:Headers:0:Values:0=(?x)a #c", "the expression" },
        { $"{Route}:RegexRewrite:Pattern=(?x)a #c;{Route}:RegexRewrite:Substitution=/b", "the expression" },
        { $"{Route}:RegexRewrite:Pattern=^/a(.);{Route}:RegexRewrite:Substitution=/\\2", "asks for group 2" },
        { $"{Route}:RegexRewrite:Pattern=^/a;{Route}:RegexRewrite:Substitution=/\\x", "behind a backslash comes a digit" },
        { $"{Route}:RegexRewrite:Pattern=^/a;{Route}:RegexRewrite:Substitution=b", "without a leading slash" },
        { $"{Route}:PrefixRewrite=@evil", "the path '@evil' is not allowed" },
        { $"{Route}:PrefixRewrite=/a b", "the path '/a b' is not allowed" },
        { $"{Route}:RequestHeaders:Set:ab=c\r\nX-Smuggled: d", "the value of the header 'ab' has a control character at position 2" },
        { $"{Route}:ResponseHeaders:Set:ab=c\nd", "the value of the header 'ab' has a control character at position 2" },
        { $"{Route}:ResponseHeaders:Append:ab=c\0d", "has a control character at position 2" },
        { $"{Route}:ResponseHeaders:Set:a b=c", "'a b' is not the name of a header" },
        { $"{Route}:RequestHeaders:Set:a(b=c", "'a(b' is not the name of a header" },
        { $"{Route}:RequestHeaders:Remove:0=a b", "'a b' is not the name of a header" },
        { $"{Route}:ResponseHeaders:Remove:0=a:b", "'a:b' is not the name of a header" },
        { $"{Route}:ResponseHeaders:Set:Content-Length=5", "may not be set" },
        { $"{Route}:RequestHeaders:Set:transfer-encoding=chunked", "may not be set" },
        { $"{Route}:HostRewrite=a b", "the host 'a b' is not allowed" },
        { $"{Route}:HostRewrite=a:99999", "the host 'a:99999' is not allowed" },
        { $"{Route}:HostRewrite=a\r\nb", "the host 'a\\x0D\\x0Ab' is not allowed" },
        { $"{Route}:Redirect:Host=a/b", "'a/b' is not a host" },
        { $"{Route}:Redirect:Path=/a\r\nb", "is not allowed; one line" },
        { $"{Route}:Cors:AllowOrigins:0=*;{Route}:Cors:AllowMethods:0=GET\r\nx", "the CORS value" },
        { $"{Route}:Retry:On=retriable-status-codes;{Route}:Retry:RetriableStatusCodes:0=5oo", "'5oo' is not allowed" },
        { $"{Cluster}:DnsRefreshRate=0s", "the DNS refresh rate" },
        { $"{Cluster}:DnsRefreshRate=off", "the DNS refresh rate" },
        { $"{Cluster}:HealthCheck:Active:Interval=0s", "the health check interval" },
        { $"{Cluster}:HealthCheck:Active:Interval=off", "the health check interval" },
        { $"{Cluster}:HealthCheck:Active:Timeout=0s", "the health check timeout" },
        { $"{Cluster}:HealthCheck:Active:Path=health", "the health check path 'health' is not allowed" },
        { $"{Cluster}:HealthCheck:Active:Host=a b", "the health check host 'a b' is not allowed" },
        { $"{Cluster}:OutlierDetection:Interval=0s", "the outlier detection interval" },
        { $"{Cluster}:OutlierDetection:BaseEjectionTime=off", "the ejection times" },
        { $"{Cluster}:Destinations:ping-svc:Address=https://127.0.0.1:1;{Cluster}:HttpClient:TrustedCaFile=/nope", "the trusted CA file '/nope' cannot be used" },
        { $"{Cluster}:Destinations:ping-svc:Address=https://127.0.0.1:1;{Cluster}:HttpClient:TrustedCaFile=broken.pem", "there is no certificate in it" },
        { $"{Cluster}:Destinations:ping-svc:Address=https://127.0.0.1:1;{Cluster}:HttpClient:Sni=a\nb", "is not a server name" },
        { "Edge:Listener:Tls:CertificateFile=/nope", "the certificate '/nope' cannot be read" },
        { "Edge:Listener:Tls:CertificateFile=broken.pem", "broken.pem' cannot be read" },
        { "Edge:Listener:RateLimit:FillInterval=0s", "the fill interval" },
        { "Edge:Listener:ServerName=a\r\nb", "listener server_name: 'a\\x0D\\x0Ab' is not allowed" },
        { "Edge:Dns:QueryTimeout=0s", "'0s' is not allowed" },
    };

    public ValueTask InitializeAsync()
    {
        File.WriteAllText(Path.Combine(_folder, "broken.pem"), "no certificate\n");
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _a.DisposeAsync();
        await _b.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Fault_IsRefusedByValidateStartAndReload(string settings, string message)
    {
        var wrong = Read(settings);
        var memory = new ReloadableSettings(Good(_a.Port));
        var configuration = new ConfigurationBuilder().AddJsonFile(Path.Combine(TestSettings.Folder, "appsettings.json")).Add(memory).AddInMemoryCollection(wrong).Build();
        var validated = Assert.Throws<GatewayConfigException>(() => ValidateMode.Run(configuration, TextWriter.Null));
        Assert.Contains(message, validated.Message, StringComparison.Ordinal);

        var started = await Assert.ThrowsAsync<GatewayConfigException>(
            () => TestGateway.StartAsync(builder => builder.Configuration.AddInMemoryCollection(Good(_a.Port)).AddInMemoryCollection(wrong)));
        Assert.Contains(message, started.Message, StringComparison.Ordinal);

        await using var gateway = await TestGateway.StartAsync(builder => ((IConfigurationBuilder)builder.Configuration).Add(memory));
        var reloads = gateway.Services.GetRequiredService<ReloadService>();
        memory.Set(new Dictionary<string, string?>([.. Good(_a.Port).Where(setting => !wrong.ContainsKey(setting.Key)), .. wrong]));
        await Eventually.HoldsAsync("a refusal", () => reloads.Refused > 0);
        Assert.Equal("from a", await gateway.Client.GetStringAsync("/ping", TestContext.Current.CancellationToken));
        memory.Set(Good(_b.Port));
        await Eventually.HoldsAsync(
            "answers from b", async () => await gateway.Client.GetStringAsync("/ping", TestContext.Current.CancellationToken) == "from b");
    }

    /// <summary>A settings file that is missing for a moment, as while it is replaced, takes no route away.</summary>
    [Fact]
    public async Task NoRoute_IsRefused()
    {
        var routes = new ReloadableSettings(new()
        {
            ["ReverseProxy:Routes:all:ClusterId"] = "one",
            ["ReverseProxy:Clusters:one:Destinations:a:Address"] = $"http://127.0.0.1:{_a.Port}",
        });
        await using var gateway = await TestGateway.StartAsync(builder =>
        {
            foreach (var source in builder.Configuration.Sources.OfType<Microsoft.Extensions.Configuration.Json.JsonConfigurationSource>().ToList())
                builder.Configuration.Sources.Remove(source);
            ((IConfigurationBuilder)builder.Configuration).Add(routes);
        });
        var reloads = gateway.Services.GetRequiredService<ReloadService>();
        routes.Set([]);
        await Eventually.HoldsAsync("a refusal", () => reloads.Refused > 0);
        Assert.Equal("from a", await gateway.Client.GetStringAsync("/", TestContext.Current.CancellationToken));

        var failure = Assert.Throws<GatewayConfigException>(() => ValidateMode.Run(new ConfigurationBuilder().Build(), TextWriter.Null));
        Assert.Contains("ReverseProxy:Routes: there is no route", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>Envoy takes times of any length; the timers of .NET end at 24 days.</summary>
    [Fact]
    public async Task Times_LongerThanATimer_AreServed()
    {
        string[] keys =
        [
            $"{Route}:Timeout", $"{Route}:IdleTimeout", $"{Route}:Retry:PerTryTimeout", $"{Route}:Retry:BackOffMax", $"{Route}:Retry:BackOffBase",
            $"{Cluster}:ConnectTimeout", $"{Cluster}:IdleTimeout", $"{Cluster}:DnsRefreshRate", $"{Cluster}:HealthCheck:Active:Interval",
            $"{Cluster}:HealthCheck:Active:Timeout", $"{Cluster}:OutlierDetection:Interval", $"{Cluster}:OutlierDetection:BaseEjectionTime",
            $"{Cluster}:OutlierDetection:MaxEjectionTime", "Edge:Listener:IdleTimeout", "Edge:Listener:StreamIdleTimeout", "Edge:Listener:RequestTimeout",
            "Edge:Listener:RateLimit:FillInterval", "Edge:Drain:Grace", "Edge:Dns:QueryTimeout",
        ];
        foreach (var time in new[] { "1440h", "9000000h", "10000000.00:00:00" })
        {
            string[] settings =
            [
                .. TestSettings.BothOn(_a.Port), $"{Route}:Match:Prefix=/ping", $"{Route}:Retry:On=5xx",
                $"{Cluster}:Destinations:gone:Address=http://127.0.0.1:1", $"{Cluster}:OutlierDetection:Consecutive5xx=1", .. keys.Select(key => $"{key}={time}"),
            ];
            var memory = new ReloadableSettings([]);
            await using var gateway = await TestGateway.StartAsync(builder => ((IConfigurationBuilder)builder.Configuration).Add(memory), settings);
            using var body = new StringContent("body");
            using var response = await gateway.Client.PostAsync("/ping", body, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            memory.Set(Read("ReverseProxy:Routes:teapot:Match:Prefix=/teapot;ReverseProxy:Routes:teapot:DirectResponse:Status=418"));
            await Eventually.HoldsAsync("the changed configuration", async () =>
            {
                using var teapot = await gateway.Client.GetAsync("/teapot", TestContext.Current.CancellationToken);
                return (int)teapot.StatusCode == 418;
            });
            await gateway.StopAsync();
        }
    }

    private Dictionary<string, string?> Read(string settings) => settings.Split(';').Select(setting => setting.Split('=', 2))
        .ToDictionary(pair => pair[0], pair => (string?)(pair[1] == "broken.pem" ? Path.Combine(_folder, "broken.pem") : pair[1]));

    private static Dictionary<string, string?> Good(int port) => TestSettings.BothOn(port).Select(setting => setting.Split('=', 2)).ToDictionary(pair => pair[0], pair => (string?)pair[1]);
}
