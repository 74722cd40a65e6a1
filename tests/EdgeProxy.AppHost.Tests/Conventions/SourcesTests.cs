using System.Text.RegularExpressions;

namespace EdgeProxy.AppHost.Tests.Conventions;

public sealed partial class SourcesTests
{
    private static readonly string[] NotNamedAfterAType = ["Program.cs", "AppHost.cs", "AssemblyInfo.cs", "GlobalUsings.cs"];

    /// <summary>A folder, and the namespaces that it may not use: each dependency has one direction.</summary>
    public static TheoryData<string, string[]> Folders => new()
    {
        { "EdgeProxy.Hosting/Discovery", ["EdgeProxy.Hosting.Edge", "EdgeProxy.Hosting.Launching", "EdgeProxy.Hosting.Restarting", "EdgeProxy.Hosting.Stopping"] },
        { "EdgeProxy.Hosting/Launching", ["EdgeProxy.Hosting.Discovery", "EdgeProxy.Hosting.Edge", "EdgeProxy.Hosting.Restarting", "EdgeProxy.Hosting.Stopping"] },
        { "EdgeProxy.Hosting/Restarting", ["EdgeProxy.Hosting.Discovery", "EdgeProxy.Hosting.Edge", "EdgeProxy.Hosting.Launching", "EdgeProxy.Hosting.Stopping"] },
        { "EdgeProxy.Hosting/Stopping", ["EdgeProxy.Hosting.Discovery", "EdgeProxy.Hosting.Launching", "EdgeProxy.Hosting.Restarting"] },
        { "EdgeProxy.Gateway", ["Aspire", "EdgeProxy.Hosting"] },
        { "PingService", ["Aspire", "EdgeProxy.Hosting", "EdgeProxy.Gateway"] },
        { "PongService", ["Aspire", "EdgeProxy.Hosting", "EdgeProxy.Gateway"] },
    };

    [Fact]
    public void Files_AreNamedAfterTheirFirstType()
    {
        var wrong = SourceFiles.All("*.cs")
            .Where(file => !NotNamedAfterAType.Contains(Path.GetFileName(file)))
            .Where(file => FirstType().Match(File.ReadAllText(Path.Combine(SourceFiles.Root, file))) is { Success: true } match && TypeName(file) != match.Groups["name"].Value)
            .ToList();

        Assert.Empty(wrong);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void Folder_UsesOnlyWhatItMay(string folder, string[] forbidden)
    {
        var wrong = SourceFiles.All("*.cs")
            .Where(file => file.Replace('\\', '/').StartsWith(folder + "/", StringComparison.Ordinal))
            .SelectMany(file => File.ReadLines(Path.Combine(SourceFiles.Root, file))
                .Where(line => forbidden.Any(name => line.StartsWith($"using {name};", StringComparison.Ordinal) || line.StartsWith($"using {name}.", StringComparison.Ordinal)))
                .Select(line => $"{file}: {line}"))
            .ToList();

        Assert.Empty(wrong);
    }

    [Fact]
    public void Files_HaveNoNameWithoutMeaning() =>
        Assert.DoesNotContain(SourceFiles.All("*.cs"), file => EmptyName().IsMatch(Path.GetFileNameWithoutExtension(file)));

    /// <summary>A part of a type is in <c>Type.Part.cs</c>.</summary>
    private static string TypeName(string file) => Path.GetFileName(file).Split('.')[0];

    [GeneratedRegex(@"^(?:\[[^\n]*\]\s*\n)*(?:(?:public|internal|file|static|sealed|abstract|partial|readonly|unsafe|ref) )*(?:class|record struct|record|struct|interface|enum|delegate [\w<>?\[\]]+) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex FirstType();

    /// <summary>A connection manager is what Envoy calls one.</summary>
    [GeneratedRegex("((?<!Connection)Manager|Helpers?|Utils?|Common)$")]
    private static partial Regex EmptyName();
}
