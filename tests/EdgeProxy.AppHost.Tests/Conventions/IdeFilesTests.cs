using System.Text.Json;
using System.Xml.Linq;

namespace EdgeProxy.AppHost.Tests.Conventions;

/// <summary>What an IDE reads of a fresh clone names only what exists.</summary>
public sealed class IdeFilesTests
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    [Fact]
    public void VsCode_LaunchesProgramsThatItsTasksBuild()
    {
        var tasks = Read(".vscode/tasks.json").GetProperty("tasks").EnumerateArray().ToDictionary(
            task => task.GetProperty("label").GetString()!,
            task => task.GetProperty("args").EnumerateArray().Select(argument => argument.GetString()!).Single(argument => argument.EndsWith(".csproj", StringComparison.Ordinal)));
        var launches = Read(".vscode/launch.json").GetProperty("configurations").EnumerateArray().Where(one => one.GetProperty("request").GetString() == "launch").ToList();

        Assert.All(tasks.Values, project => Assert.True(File.Exists(InRepository(project)), project));
        Assert.NotEmpty(launches);
        Assert.All(launches, launch =>
        {
            var project = Path.GetFileNameWithoutExtension(launch.GetProperty("program").GetString()!);
            Assert.Equal($"${{workspaceFolder}}/{project}/bin/Debug/net10.0/{project}.dll", launch.GetProperty("program").GetString());
            Assert.Equal($"${{workspaceFolder}}/{project}/{project}.csproj", tasks[launch.GetProperty("preLaunchTask").GetString()!]);
            AssertProfile(launch.GetProperty("launchSettingsFilePath").GetString()!, launch.GetProperty("launchSettingsProfile").GetString()!);
        });
    }

    [Fact]
    public void VisualStudio_StartsProjectsThatExist()
    {
        var projects = Read("EdgeProxy.slnLaunch").EnumerateArray().SelectMany(launch => launch.GetProperty("Projects").EnumerateArray()).ToList();

        Assert.NotEmpty(projects);
        Assert.All(projects, project => AssertProfileOf(project.GetProperty("Path").GetString()!.Replace('\\', '/'), project.GetProperty("DebugTarget").GetString()!));
    }

    [Fact]
    public void Rider_StartsProjectsThatExist()
    {
        var files = Directory.GetFiles(Path.Combine(SourceFiles.Root, ".run"), "*.run.xml");

        Assert.NotEmpty(files);
        Assert.All(files, file =>
        {
            var options = XDocument.Load(file).Descendants("option").Where(option => option.Attribute("value") is not null)
                .ToDictionary(option => option.Attribute("name")!.Value, option => option.Attribute("value")!.Value);
            AssertProfileOf(options["LAUNCH_PROFILE_PROJECT_FILE_PATH"], options["LAUNCH_PROFILE_NAME"]);
        });
    }

    private static void AssertProfileOf(string project, string profile)
    {
        Assert.True(File.Exists(InRepository(project)), project);
        AssertProfile($"{project[..project.LastIndexOf('/')]}/Properties/launchSettings.json", profile);
    }

    private static void AssertProfile(string file, string profile) =>
        Assert.True(Read(InRepository(file)).GetProperty("profiles").TryGetProperty(profile, out _), $"{file} has no profile '{profile}'.");

    private static JsonElement Read(string file) => JsonDocument.Parse(File.ReadAllText(InRepository(file)), Lenient).RootElement;

    private static string InRepository(string path) => Path.Combine(
        SourceFiles.Root, path.Replace("${workspaceFolder}/", "", StringComparison.Ordinal).Replace("$PROJECT_DIR$/", "", StringComparison.Ordinal));
}
