using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace EdgeProxy.Dashboard.Tests.Otlp.Conformance;

/// <summary><c>docs/otlp-conformance.md</c>: the rules of OTLP, each with the test that holds it.</summary>
public sealed partial class TheConformanceTable
{
    private static readonly string[] Rules = [.. File.ReadLines(Document()).Where(line => line.StartsWith('|') && !Head().IsMatch(line))];

    [Fact]
    public void NamesATestForEveryRule() => Assert.DoesNotContain(Rules, rule => !TestName().IsMatch(rule));

    [Fact]
    public void NamesOnlyTestsThatExist()
    {
        var named = Named().ToList();
        var tests = Tests(_ => true).ToHashSet();

        Assert.NotEmpty(named);
        Assert.DoesNotContain(named, test => !tests.Contains(test));
    }

    [Fact]
    public void NamesEveryTestOfConformance()
    {
        var named = Named().ToHashSet();

        Assert.DoesNotContain(
            Tests(type => type.Namespace == typeof(TheConformanceTable).Namespace && type != typeof(TheConformanceTable)), test => !named.Contains(test));
    }

    private static IEnumerable<string> Named() => Rules.SelectMany(rule => TestName().Matches(rule).Select(match => match.Groups["test"].Value));

    private static IEnumerable<string> Tests(Func<Type, bool> of) => typeof(TheConformanceTable).Assembly.GetTypes()
        .Where(of)
        .SelectMany(type => type.GetMethods().Where(method => method.IsDefined(typeof(FactAttribute), inherit: true)).Select(method => $"{type.Name}.{method.Name}"));

    private static string Document([CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "..", "docs", "otlp-conformance.md");

    [GeneratedRegex(@"^\|(?: rule |-)")]
    private static partial Regex Head();

    [GeneratedRegex(@"`(?<test>\w+\.[A-Z]\w+)`")]
    private static partial Regex TestName();
}
