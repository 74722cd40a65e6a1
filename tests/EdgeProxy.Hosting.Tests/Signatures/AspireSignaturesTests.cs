using System.Reflection;

namespace EdgeProxy.Hosting.Tests.Signatures;

/// <summary>An AppHost.cs that compiles with the embedded engine compiles with Aspire.</summary>
public sealed class AspireSignaturesTests
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    [Fact]
    public void EachOfAspiresNamesIsHereWithTheSameArguments()
    {
        var here = typeof(DistributedApplication).Assembly.GetExportedTypes()
            .SelectMany(type => type.GetMembers(Declared))
            .Select(SignatureText.Of)
            .ToHashSet();

        var missing = Table().Where(signature => !here.Contains(signature)).ToList();

        Assert.Empty(missing);
    }

    [Fact]
    public void TheTableIsNotEmpty() => Assert.True(Table().Count() > 40);

    private static IEnumerable<string> Table() =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Signatures", "AspireSignatures.txt")).Where(line => line.Length > 0 && line[0] != '#');
}
