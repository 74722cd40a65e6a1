using System.Text.Json;

namespace EdgeProxy.Guides.Tests;

/// <summary>A user's project, as a template writes it, beside those of this repository.</summary>
public sealed class OwnProjectTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edgeproxy-own-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task PackageVersionsOfItsOwn_OverrideTheCentralOnes_AndNoRuleOfTheRepositoryApplies()
    {
        foreach (var file in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" })
            File.Copy(Path.Combine(CleanCopy.Original, file), Path.Combine(_folder.FullName, file));
        await File.WriteAllTextAsync(
            Path.Combine(_folder.FullName, "ApiService.csproj"),
            """
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <ItemGroup>
                <PackageReference Include="DnsClient" />
                <PackageReference Include="Of.A.Template" Version="1.2.3" />
              </ItemGroup>
            </Project>
            """,
            TestContext.Current.CancellationToken);

        var evaluated = await new Shell(_folder.FullName).RunAsync("dotnet msbuild ApiService.csproj -target:CollectPackageReferences -getItem:PackageReference -getProperty:TreatWarningsAsErrors,EnforceCodeStyleInBuild");

        using var json = JsonDocument.Parse(evaluated);
        var packages = json.RootElement.GetProperty("Items").GetProperty("PackageReference").EnumerateArray().ToDictionary(
            package => package.GetProperty("Identity").GetString()!,
            package => (Version: Text(package, "Version"), Override: Text(package, "VersionOverride")));
        Assert.Equal(["DnsClient", "Of.A.Template"], packages.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(("", ""), packages["DnsClient"]);
        Assert.Equal(("", "1.2.3"), packages["Of.A.Template"]);
        Assert.All(json.RootElement.GetProperty("Properties").EnumerateObject(), property => Assert.NotEqual("true", property.Value.GetString()));
    }

    private static string Text(JsonElement item, string name) => item.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
}
