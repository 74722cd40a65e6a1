using System.Diagnostics;
using EdgeProxy.TestKit;

namespace EdgeProxy.AppHost.Tests.EmbeddedEngine.Rebuilding;

/// <summary>A web project in a folder of its own, whose one source file a test changes as a person does.</summary>
internal sealed class EditedProject : IBuiltProjectMetadata, IDisposable
{
    private const string Name = "EditedService";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("edited-project-");

    public string ProjectPath => Path.Combine(_folder.FullName, $"{Name}.csproj");

    public string TargetPath => Path.Combine(_folder.FullName, "bin", Repository.Configuration, "net10.0", $"{Name}.dll");

    /// <summary>Writes the project and builds it, as it is before the application starts.</summary>
    public static async Task<EditedProject> CreateAsync(string answer)
    {
        var project = new EditedProject();
        await File.WriteAllTextAsync(project.ProjectPath, """
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>
            </Project>
            """);
        await project.SaveAsync(Answers(answer));
        using var build = Process.Start(new ProcessStartInfo("dotnet", ["build", project.ProjectPath, "--configuration", Repository.Configuration]) { RedirectStandardOutput = true })!;
        var output = await build.StandardOutput.ReadToEndAsync();
        await build.WaitForExitAsync();
        Assert.True(build.ExitCode == 0, output);
        return project;
    }

    /// <summary>A program that answers every request with a text.</summary>
    public static string Answers(string answer) => $$"""
        var builder = WebApplication.CreateSlimBuilder(args);
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapGet("/health", () => "healthy");
        app.MapFallback(() => "{{answer}}");
        app.Run();
        """;

    public Task SaveAsync(string program) => File.WriteAllTextAsync(Path.Combine(_folder.FullName, "Program.cs"), program);

    public void Dispose() => _folder.Delete(recursive: true);
}
