namespace EdgeProxy.Guides.Tests;

/// <summary>A user's own AppHost beside those of this repository, with the SDK and the package versions that a template writes.</summary>
internal static class OwnAppHost
{
    private const string Name = "MyApp.AppHost";

    /// <summary>Writes it into a copy of the repository and builds it.</summary>
    public static async Task BuildAsync(string root)
    {
        var folder = Directory.CreateDirectory(Path.Combine(root, Name)).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(folder, $"{Name}.csproj"),
            """
            <Project Sdk="Aspire.AppHost.Sdk/13.6.4">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Aspire.Hosting.AppHost" Version="13.6.5" />
              </ItemGroup>
              <ItemGroup>
                <ProjectReference Include="../HelloService/HelloService.csproj" />
              </ItemGroup>
            </Project>
            """);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "AppHost.cs"),
            """
            var builder = DistributedApplication.CreateBuilder(args);
            builder.AddProject<Projects.HelloService>("hello-svc");
            builder.Build().Run();
            """);
        await new Shell(root).RunAsync($"dotnet build {Name}");
    }
}
