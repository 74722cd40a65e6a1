using System.Text.RegularExpressions;

namespace EdgeProxy.AppHost.Tests.Conventions;

public sealed partial class TheSources
{
    private static readonly string[] NotNamedAfterAType = ["Program.cs", "AppHost.cs", "AssemblyInfo.cs", "GlobalUsings.cs"];

    /// <summary>A room of the engine, and the rooms whose namespaces it may not use: each flow runs one way.</summary>
    public static TheoryData<string, string[]> Rooms => new()
    {
        { "EdgeProxy.Hosting/Publishing", ["EdgeProxy.Hosting.Running", "EdgeProxy.Hosting.Processes", "EdgeProxy.Hosting.Planning", "EdgeProxy.Hosting.ResourceFeed"] },
        { "EdgeProxy.Hosting/Running", ["EdgeProxy.Hosting.Publishing"] },
        { "EdgeProxy.Hosting/Planning", ["EdgeProxy.Hosting.Publishing", "EdgeProxy.Hosting.Running", "EdgeProxy.Hosting.Processes", "EdgeProxy.Hosting.ResourceFeed"] },
        { "EdgeProxy.Hosting/Processes", ["EdgeProxy.Hosting.Publishing", "EdgeProxy.Hosting.Running", "EdgeProxy.Hosting.ResourceFeed"] },
        { "EdgeProxy.Hosting/Ports", ["EdgeProxy.Hosting.Running", "EdgeProxy.Hosting.Planning", "EdgeProxy.Hosting.Publishing"] },
        { "EdgeProxy.Gateway", ["EdgeProxy.Hosting", "EdgeProxy.Dashboard"] },
        { "EdgeProxy.Dashboard", ["EdgeProxy.Hosting", "EdgeProxy.Gateway"] },
        { "PingService", ["EdgeProxy.Hosting", "EdgeProxy.Dashboard", "EdgeProxy.Gateway"] },
        { "PongService", ["EdgeProxy.Hosting", "EdgeProxy.Dashboard", "EdgeProxy.Gateway"] },
    };

    [Fact]
    public void HaveOneTypeAFileNamedLikeIt()
    {
        var wrong = SourceFiles.All("*.cs")
            .Where(file => !NotNamedAfterAType.Contains(Path.GetFileName(file)))
            .Where(file => FirstType().Match(File.ReadAllText(Path.Combine(SourceFiles.Root, file))) is { Success: true } match && TypeName(file) != match.Groups["name"].Value)
            .ToList();

        Assert.Empty(wrong);
    }

    [Theory]
    [MemberData(nameof(Rooms))]
    public void OfARoomUseOnlyWhatTheyMay(string room, string[] forbidden)
    {
        var wrong = SourceFiles.All("*.cs")
            .Where(file => file.Replace('\\', '/').StartsWith(room + "/", StringComparison.Ordinal))
            .SelectMany(file => File.ReadLines(Path.Combine(SourceFiles.Root, file))
                .Where(line => forbidden.Any(name => line.StartsWith($"using {name};", StringComparison.Ordinal) || line.StartsWith($"using {name}.", StringComparison.Ordinal)))
                .Select(line => $"{file}: {line}"))
            .ToList();

        Assert.Empty(wrong);
    }

    [Fact]
    public void HaveNoNameThatSaysNothing() =>
        Assert.DoesNotContain(SourceFiles.All("*.cs"), file => EmptyName().IsMatch(Path.GetFileNameWithoutExtension(file)));

    /// <summary>A part of a type stands in <c>Type.Part.cs</c>; the code of a page in <c>Page.razor.cs</c>.</summary>
    private static string TypeName(string file) => Path.GetFileName(file).Split('.')[0];

    [GeneratedRegex(@"^(?:\[[^\n]*\]\s*\n)*(?:(?:public|internal|file|static|sealed|abstract|partial|readonly|unsafe|ref) )*(?:class|record struct|record|struct|interface|enum|delegate [\w<>?\[\]]+) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex FirstType();

    [GeneratedRegex("(Manager|Helpers?|Utils?|Common)$")]
    private static partial Regex EmptyName();
}
