using EdgeProxy.Hosting.Launching;

namespace EdgeProxy.Hosting.Tests.Launching;

public sealed class ProjectOutputsTests : IDisposable
{
    private const string Prefix = "EdgeProxy.Hosting:Output:";
    private const string Project = "/src/Api/Api.csproj";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edgeproxy-outputs-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void FindProgram_BuiltProject_IsTheProgramBesideTheAssembly() =>
        Assert.Equal(Write(Program), Outputs(Write("My.Api.dll")).FindProgram(Project));

    [Fact]
    public void FindProgram_AssemblyIsMissing_IsNull()
    {
        Write(Program);

        Assert.Null(Outputs(Path.Combine(_folder.FullName, "My.Api.dll")).FindProgram(Project));
    }

    [Fact]
    public void FindProgram_ProjectIsALibrary_IsNull() => Assert.Null(Outputs(Write("My.Api.dll")).FindProgram(Project));

    [Fact]
    public void FindProgram_ProjectIsUnknown_IsNull() => Assert.Null(Outputs(Write("My.Api.dll")).FindProgram("/src/Other/Other.csproj"));

    [Fact]
    public void FindProgram_NoAppHostAssembly_IsNull() => Assert.Null(new ProjectOutputs(null).FindProgram(Project));

    private static string Program => OperatingSystem.IsWindows() ? "My.Api.exe" : "My.Api";

    private static ProjectOutputs Outputs(string assembly) => new(AppHostAssembly.With((Prefix + Project, assembly)));

    private string Write(string name)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, "");
        return path;
    }
}
