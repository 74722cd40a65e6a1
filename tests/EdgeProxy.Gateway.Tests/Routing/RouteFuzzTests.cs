using System.Text.RegularExpressions;
using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Routing;
using EdgeProxy.TestKit;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Http;

namespace EdgeProxy.Gateway.Tests.Routing;

/// <summary>The tables find what trying one rule after the other finds, as Envoy's documentation has it.</summary>
public sealed class RouteFuzzTests
{
    private const int Cases = 3_000;
    private static readonly Gen<string> Path = Gen.Elements("/", "/", "a", "A", "b", "ab", ".", "%2f", "-").ListOf().Select(parts => "/" + string.Concat(parts));

    private static readonly Gen<RouteMatchConfig> Rule = Gen.Elements(Enum.GetValues<PathMatchKind>()).Zip(Path).Zip(ArbMap.Default.GeneratorFor<bool>()).Select(choice => new RouteMatchConfig
    {
        PathKind = choice.Item1.Item1,
        Path = choice.Item1.Item1 == PathMatchKind.Regex ? choice.Item1.Item2 + "[ab/]*" : choice.Item1.Item2,
        CaseSensitive = choice.Item2,
    });

    /// <summary>A host, or a part of one with a star.</summary>
    private static readonly Gen<string> Domain = Gen.Elements("a", "b.a", "B.a", "c.b.a", "a:80").Zip(Gen.Choose(0, 3))
        .Select(choice => choice.Item2 switch { 0 => "*." + choice.Item1, 1 => choice.Item1 + ".*", 2 => "*-" + choice.Item1, _ => choice.Item1 });

    [Fact]
    public void TheFirstRuleThatMatchesWins()
    {
        var target = Path.Zip(Gen.Elements("", "?", "?a=/b", "#/a", "?#")).Select(parts => parts.Item1 + parts.Item2);
        var inputs = Rule.ListOf().Select(rules => rules.ToArray()).Zip(target);
        Fuzz.Check(Arb.From(inputs, input => Fewer(input.Item1).Select(fewer => (fewer, input.Item2))), Cases, input =>
        {
            var (rules, asked) = input;
            var path = asked.Split('?', '#')[0];
            var expected = Array.FindIndex(rules, rule => Matches(rule, path));
            var found = Table([("*", rules)]).Match(new DefaultHttpContext(), asked);
            Assert.Equal(expected < 0 ? null : $"* {expected}", found?.Config.Name);
        });
    }

    /// <summary>The same name, then the longest end, then the longest start, and at last the star (Envoy, <c>VirtualHost.domains</c>).</summary>
    [Fact]
    public void TheClosestDomainWins()
    {
        var inputs = Domain.ListOf().Select(domains => domains.Distinct(StringComparer.OrdinalIgnoreCase).ToArray())
            .Zip(Gen.Elements("a", "b.a", "b.A", "c.b.a", "x-a", "a:80", "a.b", "b.a.x", ".a", "-a", "a.", ""));
        Fuzz.Check(Arb.From(inputs, input => Fewer(input.Item1).Select(fewer => (fewer, input.Item2))), Cases, input =>
        {
            var (domains, host) = input;
            var expected = domains.Where(domain => Covers(domain, host))
                .OrderBy(domain => !domain.Contains('*', StringComparison.Ordinal) ? 0 : domain[0] == '*' ? 1 : 2).ThenByDescending(domain => domain.Length).FirstOrDefault();
            var context = new DefaultHttpContext();
            context.Request.Headers.Host = host;
            var found = Table([.. domains.Select(domain => (domain, new[] { new RouteMatchConfig { Path = "/" } }))]).Match(context, "/");
            Assert.Equal(expected is null ? null : $"{expected} 0", found?.Config.Name);
        });
    }

    private static IEnumerable<T[]> Fewer<T>(T[] all) => all.Select((_, left) => all.Where((_, index) => index != left).ToArray());

    private static VirtualHostTable Table((string Domain, RouteMatchConfig[] Rules)[] hosts) => new(
        new ConnectionManagerConfig
        {
            VirtualHosts =
            [
                .. hosts.Select(host => new VirtualHostConfig
                {
                    Name = host.Domain,
                    Domains = [host.Domain],
                    Routes = [.. host.Rules.Select((rule, index) => new RouteConfig { Name = $"{host.Domain} {index}", Match = rule, Action = new DirectResponseConfig { Status = 200 } })],
                }),
            ],
        },
        _ => null);

    private static bool Matches(RouteMatchConfig rule, string path)
    {
        var comparison = rule.CaseSensitive ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase;
        return rule.PathKind switch
        {
            PathMatchKind.Prefix => path.StartsWith(rule.Path, comparison),
            PathMatchKind.Exact => path.Equals(rule.Path, comparison),
            PathMatchKind.PathSeparatedPrefix => (path + "/").StartsWith(rule.Path + "/", comparison),
            _ => Regex.IsMatch(path, $"^(?:{rule.Path})$", RegexOptions.CultureInvariant),
        };
    }

    private static bool Covers(string domain, string host)
    {
        if (!domain.Contains('*', StringComparison.Ordinal))
            return host.Equals(domain, StringComparison.OrdinalIgnoreCase);
        var rest = domain.Replace("*", "", StringComparison.Ordinal);
        return host.Length > rest.Length && (domain[0] == '*' ? host.EndsWith(rest, StringComparison.OrdinalIgnoreCase) : host.StartsWith(rest, StringComparison.OrdinalIgnoreCase));
    }
}
