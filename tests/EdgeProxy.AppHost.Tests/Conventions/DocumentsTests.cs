using System.Text.RegularExpressions;

namespace EdgeProxy.AppHost.Tests.Conventions;

public sealed partial class DocumentsTests
{
    /// <summary>The page names a folder as it is in the project that the sentence or table is about.</summary>
    private static readonly string[] Bases = ["", "EdgeProxy.Hosting", "EdgeProxy.Hosting.Kubernetes", "EdgeProxy.AppHost", "EdgeProxy.Gateway", "tests"];

    [Fact]
    public void Architecture_NamesOnlyPathsThatExist()
    {
        var text = File.ReadAllText(Path.Combine(SourceFiles.Root, "ARCHITECTURE.md"));
        var named = PathInCode().Matches(text).Select(match => match.Groups["path"].Value).Distinct().ToList();

        Assert.NotEmpty(named);
        Assert.DoesNotContain(named, path => !Bases.Any(folder => Exists(Path.Combine(folder, path))));
    }

    [Fact]
    public void Links_LeadToFilesThatExist()
    {
        var broken = SourceFiles.All("*.md")
            .SelectMany(file => Link().Matches(File.ReadAllText(Path.Combine(SourceFiles.Root, file)))
                .Select(match => match.Groups["target"].Value.Split('#')[0])
                .Where(target => target.Length > 0 && !target.Contains(':', StringComparison.Ordinal))
                .Where(target => !Exists(Path.Combine(Path.GetDirectoryName(file) ?? "", target)))
                .Select(target => $"{file}: {target}"))
            .ToList();

        Assert.Empty(broken);
    }

    [Fact]
    public void Dependencies_HaveAReasonForEveryPackage()
    {
        var reasons = File.ReadAllText(Path.Combine(SourceFiles.Root, "docs", "dependencies.md"));
        var packages = PackageVersion().Matches(File.ReadAllText(Path.Combine(SourceFiles.Root, "Directory.Packages.props"))).Select(match => match.Groups["name"].Value);

        Assert.DoesNotContain(packages, package => !reasons.Contains($"`{package}`", StringComparison.Ordinal));
    }

    [Fact]
    public void Readme_BeginsWithTheTwoCommands()
    {
        var block = FirstBlock().Match(File.ReadAllText(Path.Combine(SourceFiles.Root, "README.md"))).Groups["text"].Value;

        Assert.Matches(@"(?m)^dotnet run --project EdgeProxy\.AppHost\b", block);
        Assert.Matches(@"(?m)^\./test\b", block);
    }

    private static bool Exists(string path)
    {
        var full = Path.Combine(SourceFiles.Root, path);
        return File.Exists(full) || Directory.Exists(full);
    }

    [GeneratedRegex(@"`(?<path>[\w.-]+/(?:[\w.-]+/?)*)`|`(?<path>[\w.-]+\.(?:cs|csproj|props|md))`")]
    private static partial Regex PathInCode();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^```\w*\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex FirstBlock();

    [GeneratedRegex("<PackageVersion Include=\"(?<name>[^\"]+)\"")]
    private static partial Regex PackageVersion();
}
