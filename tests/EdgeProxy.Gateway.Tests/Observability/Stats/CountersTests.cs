using System.Text.RegularExpressions;
using EdgeProxy.Gateway.Observability.Stats;
using EdgeProxy.Gateway.Tests.Support;

namespace EdgeProxy.Gateway.Tests.Observability.Stats;

/// <summary>A counter is declared in one place, with its name, and it counts.</summary>
public sealed partial class CountersTests
{
    // Each is the first of its class of statuses plus a number.
    private static readonly string[] CountedByNumber = ["Rq2xx", "Rq3xx", "Rq4xx", "Rq5xx"];

    [Fact]
    public void EveryCounter_HasANameOfItsOwn()
    {
        Assert.All([StatNames<ClusterCounter>.All, StatNames<HttpCounter>.All, StatNames<HostCounter>.All], names =>
        {
            var published = names.OfType<string>().ToList();
            Assert.NotEmpty(published);
            Assert.Equal(published.Distinct(), published);
            Assert.All(published, name => Assert.Matches(@"\A[a-z0-9_.]+\z", name));
        });
    }

    /// <summary>A published counter that nothing adds to is always 0, which an alert on it takes for good news.</summary>
    [Fact]
    public void EveryCounter_IsAddedToSomewhere()
    {
        var sources = Directory.EnumerateFiles(Path.Combine(Repository.Root, "EdgeProxy.Gateway"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !GeneratedFolder().IsMatch(file))
            .Select(File.ReadAllText)
            .ToList();

        string[] counters = [.. All<ClusterCounter>(), .. All<HttpCounter>(), .. All<HostCounter>()];

        Assert.DoesNotContain(counters, counter => !sources.Exists(source => Regex.IsMatch(source, $@"\b{Regex.Escape(counter)}\b")));
    }

    private static IEnumerable<string> All<TCounter>()
        where TCounter : struct, Enum =>
        Enum.GetNames<TCounter>().Except(CountedByNumber).Select(name => $"{typeof(TCounter).Name}.{name}");

    [GeneratedRegex(@"[/\\](?:bin|obj)[/\\]")]
    private static partial Regex GeneratedFolder();
}
