using System.Text;
using EdgeProxy.Hosting.Projects;

namespace EdgeProxy.Hosting.Tests.Projects;

public sealed class LaunchProfileTests : IDisposable
{
    private const string Settings = """
        {
          // A comment, and a comma too many, as editors leave them.
          "profiles": {
            "https": { "commandName": "Project", "applicationUrl": "https://localhost:7101;http://localhost:5101" },
            "http": { "commandName": "Project", "applicationUrl": "http://localhost:5101", "environmentVariables": { "GREETING": "hello", } },
          },
        }
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("launch-profile-");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void IsReadWithOrWithoutAByteOrderMark(bool hasMark)
    {
        Write(Settings, hasMark);

        var profile = LaunchProfile.Load(ProjectPath);

        Assert.NotNull(profile);
        Assert.Equal("http", profile.Name);
        Assert.Equal([new Uri("http://localhost:5101")], profile.ApplicationUrls);
        Assert.Equal("hello", profile.EnvironmentVariables["GREETING"]);
    }

    [Fact]
    public void ThatIsNoJsonIsToldWithItsFile()
    {
        Write("no json", hasMark: false);

        var exception = Assert.Throws<DistributedApplicationException>(() => LaunchProfile.Load(ProjectPath));

        Assert.Contains("launchSettings.json' cannot be read", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void IsNoneWhereThereIsNoFile() => Assert.Null(LaunchProfile.Load(ProjectPath));

    public void Dispose() => _folder.Delete(recursive: true);

    private string ProjectPath => Path.Combine(_folder.FullName, "Service.csproj");

    private void Write(string text, bool hasMark)
    {
        var properties = _folder.CreateSubdirectory("Properties");
        File.WriteAllText(Path.Combine(properties.FullName, "launchSettings.json"), text, new UTF8Encoding(hasMark));
    }
}
