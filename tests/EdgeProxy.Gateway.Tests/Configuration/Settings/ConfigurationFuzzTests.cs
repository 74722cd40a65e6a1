using System.Globalization;
using System.Net.Sockets;
using System.Text;
using EdgeProxy.Conformance;
using EdgeProxy.Gateway.Configuration.Settings;
using EdgeProxy.Gateway.Hosting;
using EdgeProxy.Gateway.Tests.Support;
using EdgeProxy.TestKit;
using FsCheck.Fluent;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeProxy.Gateway.Tests.Configuration.Settings;

/// <summary>
/// Whatever <c>--mode validate</c> accepts starts, answers every request with something better than 500, and reloads; what it refuses, the start refuses too. The
/// settings are those that the readers ask for, with values within and beyond what they allow.
/// </summary>
public sealed class ConfigurationFuzzTests : IAsyncLifetime
{
    private const int Cases = 120;
    private const int MostChanges = 5;

    private static readonly string[] Texts = ["", "x", "a b", "é", "a\r\nb", "a\0b", "%", "%REQ(x)%", "\u2028", "a:b", "*", new string('x', 3000)];

    private static readonly Dictionary<string, string[]> TextsByKey = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Regex"] = [".*", "(?x)a #c", "(a", "/a(b)?", "(?i)/A", @"\d+", "(?:a|b)*", "^/", "", @"(a)\1", "[", "(?=a)"],
        ["Pattern"] = ["^/a", "^(/.*)$", "a", "(?x)a #c", ".*", "", "(", "/"],
        ["Substitution"] = ["/", @"\1", @"/\0", "", "x", "$1", @"\\", @"\9", "/a b", "//evil", "@evil"],
        ["Prefix"] = ["/", "/a", "", "a", "/a b", "/é", "/a?b=c", "/%zz"],
        ["Path"] = ["/", "/a", "/a/{**rest}", "", "a", "/{id}", "/a b", "/a\r\nb", "//evil"],
        ["PrefixRewrite"] = ["/", "/b", "/é", "", "b", "@evil", "/a b", "/a?b=c", "/#", "//b"],
        ["HostRewrite"] = ["a", "a:80", "[::1]:80", "a b", "a:99999", "", "é.example", "a\n", "a_b", "a..b", "~"],
        ["Host"] = ["a", "a:80", "[::1]", "a b", "a:99999", "", "é.example", "a\n"],
        ["Hosts"] = ["a", "*.a", "a.*", "*", "a b", "", "*a*"],
        ["Scheme"] = ["http", "https", "ftp", "", "a b"],
        ["Sni"] = ["a", "a.example", "é.example", "", "a b", "a\nb", new string('a', 300)],
        ["TrustedCaFile"] = ["/nope", ""],
        ["Format"] = ["text", "json", "%REQ(", "%START_TIME%", "%%", "%NONSENSE%", "a%", "%REQ(a?b?c):9%"],
        ["On"] = ["5xx", "safe", "reset,connect-failure", "retriable-status-codes", "nonsense", ""],
        ["Address"] = ["http://127.0.0.1:1", "https://127.0.0.1:1", "http://localhost:1", "http://[::1]:1", "nonsense", "http://a.test:0", "http://u:p@127.0.0.1:1"],
        ["Health"] = ["http://127.0.0.1:1", "nonsense"],
        ["ClusterId"] = ["one", "none", ""],
        ["Body"] = ["", "body", "é", "a\r\nb"],
        ["Name"] = ["x", "Cookie", "a b", "", ":path", ":method", "é"],
    };

    private static readonly string[] HeaderNames = ["x-a", "Content-Type", "Content-Length", "Host", "Transfer-Encoding", "Connection", "a b", "é", "Date", "Server", "Set-Cookie", "x-request-id"];
    private static readonly string[] Times = ["0s", "1s", "15s", "1440h", "9000000h", "10000000.00:00:00", "off", "-1s", "soon", ""];
    private static readonly string[] ShortTimes = ["1ms", "50ms"];

    /// <summary>What would reach beyond the test: files, ports and other machines, and pauses of the test itself.</summary>
    private static readonly string[] LeftOut =
    [
        "Edge:Listener:Address", "Edge:Listener:Port", "Edge:Listener:Tls", "Edge:Admin:Address", "Edge:Admin:Port", "Edge:Admin:AccessLogPath", "Edge:AccessLog:Path",
        "Edge:Dns:Servers", "Edge:Dns:ResolvConfPath", "Edge:Dns:HostsPath", "Edge:Drain:Time", "Edge:EnvoyConfig", "Edge:MaxConnections",
    ];

    private readonly RecordingBackend _backend = new("one", "ping me ...");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _backend.DisposeAsync();

    [Fact]
    public void AcceptedConfiguration_StartsServesAndReloads()
    {
        var leaves = Leaves("", SettingsSchema.Record()).Where(leaf => !LeftOut.Any(left => leaf.Key.StartsWith(left, StringComparison.Ordinal))).ToArray();
        Assert.True(leaves.Length > 100, $"{leaves.Length} settings");
        var change = Gen.Elements(leaves).SelectMany(leaf => Gen.Elements(leaf.Values).Select(value => (leaf.Key, Value: value)));
        var changes = Gen.Choose(1, MostChanges).SelectMany(count => change.ArrayOf(count));
        var (accepted, tried) = (0, 0);
        Fuzz.Check(Arb.From(changes, Fewer), Cases, async changed =>
        {
            tried++;
            if (await HoldsAsync(changed))
                accepted++;
        });
        TestContext.Current.TestOutputHelper?.WriteLine($"{accepted} of {tried} accepted");
        Assert.InRange(accepted, tried / 10, tried * 9 / 10);
    }

    private static IEnumerable<(string Key, string Value)[]> Fewer((string Key, string Value)[] changes) =>
        changes.Length < 2 ? [] : Enumerable.Range(0, changes.Length).Select(left => changes.Where((_, index) => index != left).ToArray());

    private async Task<bool> HoldsAsync((string Key, string Value)[] changes)
    {
        var settings = new Dictionary<string, string?>
        {
            ["ReverseProxy:Routes:r:ClusterId"] = "one",
            ["ReverseProxy:Clusters:one:Destinations:d:Address"] = $"http://127.0.0.1:{_backend.Port}",
        };
        foreach (var (key, value) in changes)
            settings[key] = value;
        var shown = string.Join("; ", changes.Select(change => $"{change.Key}={change.Value}"));
        if (!Accepts(settings))
        {
            await Assert.ThrowsAsync<GatewayConfigException>(() => StartAsync(new ReloadableSettings(settings)));
            return false;
        }

        var memory = new ReloadableSettings(settings);
        await using var gateway = await StartAsync(memory);
        foreach (var target in new[] { "/", "/a", "/a/b?x=1" })
        {
            var line = await StatusLineAsync(gateway, target);
            Assert.True(line.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) && !line.StartsWith("HTTP/1.1 500", StringComparison.Ordinal), $"{shown}: {target} '{line}'");
        }

        memory.Set(new Dictionary<string, string?>(settings) { ["ReverseProxy:Routes:added:Match:Prefix"] = "/added", ["ReverseProxy:Routes:added:DirectResponse:Status"] = "418" });
        var reloads = gateway.Services.GetRequiredService<ReloadService>();
        await Eventually.HoldsAsync($"a reload of {shown}", () => reloads.Applied + reloads.Refused > 0);
        Assert.True(reloads.Refused == 0, $"{shown}: the reload was refused");
        return true;
    }

    private static bool Accepts(Dictionary<string, string?> settings)
    {
        try
        {
            ValidateMode.Run(new ConfigurationBuilder().AddInMemoryCollection(settings).Build(), TextWriter.Null);
            return true;
        }
        catch (GatewayConfigException)
        {
            return false;
        }
    }

    private static Task<TestGateway> StartAsync(ReloadableSettings settings) => TestGateway.StartAsync(builder =>
    {
        // The seed's routes and clusters stay out.
        var sources = ((IConfigurationBuilder)builder.Configuration).Sources;
        foreach (var file in sources.OfType<Microsoft.Extensions.Configuration.Json.JsonConfigurationSource>().ToList())
            sources.Remove(file);
        sources.Add(settings);
    });

    private static async Task<string> StatusLineAsync(TestGateway gateway, string target)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(gateway.Address.Host, gateway.Address.Port, TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync(
            Encoding.ASCII.GetBytes($"GET {target} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
        return await reader.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken) ?? "";
    }

    /// <summary>Every setting with the values that are tried.</summary>
    private static IEnumerable<(string Key, string[] Values)> Leaves(string path, SettingNode node)
    {
        foreach (var (key, child) in node.Children)
        {
            foreach (var name in Names(path, key))
            {
                var below = path.Length == 0 ? name : $"{path}:{name}";
                if (child.Kind is SettingKind.Section or SettingKind.Sections)
                {
                    foreach (var leaf in Leaves(below, child))
                        yield return leaf;
                }
                else
                {
                    yield return (child.Kind == SettingKind.Strings ? below + ":0" : below, Values(below, key, child));
                }
            }
        }
    }

    private static string[] Names(string path, string key)
    {
        if (key != SettingNode.AnyName)
            return [key];
        return path switch
        {
            "ReverseProxy:Routes" => ["r"],
            "ReverseProxy:Clusters" => ["one"],
            _ when path.EndsWith("Destinations", StringComparison.Ordinal) => ["d"],
            _ when path.EndsWith("WeightedClusters", StringComparison.Ordinal) => ["one", "none"],
            _ when path.EndsWith("Set", StringComparison.Ordinal) || path.EndsWith("Append", StringComparison.Ordinal) || path.EndsWith("AddIfAbsent", StringComparison.Ordinal) => HeaderNames,
            _ => ["0"],
        };
    }

    private static string[] Values(string path, string key, SettingNode node) => node.Kind switch
    {
        SettingKind.Boolean => ["true", "false", "yes"],
        SettingKind.Percent => ["0", "50", "100", "101", "x"],
        SettingKind.Choice => [.. node.Names, "nonsense"],
        // A client that needs a millisecond more is cut off, as it should be.
        SettingKind.Duration => path.StartsWith("Edge:Listener", StringComparison.Ordinal) ? Times : [.. Times, .. ShortTimes],
        SettingKind.Number => [.. Numbers(node).Distinct().Select(number => number.ToString(CultureInfo.InvariantCulture)), "x"],
        _ => TextsByKey.GetValueOrDefault(key, Texts),
    };

    /// <summary>The edges of what is allowed; rings of millions of places are left out, which take their time.</summary>
    private static IEnumerable<long> Numbers(SettingNode node)
    {
        var most = Math.Min(node.Most, 1_000_000);
        yield return Math.Max(node.Least, int.MinValue);
        yield return Math.Max(node.Least, 1);
        yield return most;
        if (node.Most > int.MaxValue - 1L)
            yield return int.MaxValue;
        if (node.Least > int.MinValue)
            yield return node.Least - 1;
    }
}
