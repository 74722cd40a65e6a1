using System.Text.RegularExpressions;

namespace EdgeProxy.AppHost.Tests.Conventions;

public sealed partial class TheDocuments
{
    /// <summary>The page names a folder as it stands in the room that the sentence or table is about.</summary>
    private static readonly string[] Rooms = ["", "EdgeProxy.Hosting", "EdgeProxy.AppHost", "EdgeProxy.Gateway", "EdgeProxy.Dashboard", "tests"];

    [Fact]
    public void OfTheArchitectureNameOnlyPathsThatExist()
    {
        var text = File.ReadAllText(Path.Combine(SourceFiles.Root, "ARCHITECTURE.md"));
        var named = PathInCode().Matches(text).Select(match => match.Groups["path"].Value).Distinct().ToList();

        Assert.NotEmpty(named);
        Assert.DoesNotContain(named, path => !Rooms.Any(room => Exists(Path.Combine(room, path))));
    }

    [Fact]
    public void LinkOnlyToFilesThatExist()
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
    public void GiveAReasonForEveryPackage()
    {
        var reasons = File.ReadAllText(Path.Combine(SourceFiles.Root, "docs", "dependencies.md"));
        var packages = PackageVersion().Matches(File.ReadAllText(Path.Combine(SourceFiles.Root, "Directory.Packages.props"))).Select(match => match.Groups["name"].Value);

        Assert.DoesNotContain(packages, package => !reasons.Contains($"`{package}`", StringComparison.Ordinal));
    }

    [Fact]
    public void OpenWithTheTwoCommands()
    {
        var lines = File.ReadAllLines(Path.Combine(SourceFiles.Root, "README.md"));

        Assert.Equal(["```", "dotnet run --project EdgeProxy.AppHost", "./test", "```"], lines.Skip(2).Take(4));
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

    [GeneratedRegex("<PackageVersion Include=\"(?<name>[^\"]+)\"")]
    private static partial Regex PackageVersion();
}
