using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Configuration.Settings;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>The Envoy file that the command line (<c>--envoy-config FILE</c>) or the setting <c>Edge:EnvoyConfig</c> names.</summary>
internal static class EnvoyConfigSource
{
    private const string Switch = "envoy-config";

    /// <summary>The file; null when none is named. One of the command line may be named as the caller's shell sees it.</summary>
    public static string? FindFile(IConfiguration configuration) =>
        configuration[Switch] is { Length: > 0 } fromCommandLine ? ResolveFromShell(fromCommandLine)
        : configuration[$"Edge:{EdgeSection.EnvoyFileKey}"] is { Length: > 0 } fromSettings ? fromSettings
        : null;

    /// <summary>Reads the file, with the <c>Edge</c> section on top of it. After an error the configuration is an empty one.</summary>
    public static (GatewayConfig Config, List<ConfigError> Errors, IReadOnlyList<ConfigError> Warnings) Read(string file, IConfiguration configuration)
    {
        var result = TryReadFile(file);
        var errors = new List<ConfigError>(result.Errors);
        var edge = new SectionReader(ConfigTree.Read(configuration, "Edge").Find("Edge"), "Edge", errors);
        return (EdgeSection.Read(edge, result.Config ?? new GatewayConfig()), errors, result.Warnings);
    }

    /// <summary><c>dotnet run</c> starts a web project in its own folder; <c>PWD</c> still names the folder that the command was typed in.</summary>
    private static string ResolveFromShell(string file)
    {
        if (File.Exists(file) || Environment.GetEnvironmentVariable("PWD") is not { Length: > 0 } shell)
            return file;
        var seen = Path.Combine(shell, file);
        return File.Exists(seen) ? seen : file;
    }

    private static EnvoyConfigResult TryReadFile(string file)
    {
        try
        {
            return EnvoyConfigReader.ReadFile(file);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            var shell = Environment.GetEnvironmentVariable("PWD");
            var elsewhere = Path.IsPathRooted(file) || shell is null || shell == Directory.GetCurrentDirectory() ? "" : $" Nor is there one in '{shell}'.";
            return new(null, [new ConfigError(Path.GetFullPath(file), $"there is no such file.{elsewhere}")], []);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new(null, [new ConfigError(file, $"cannot be read: {failure.Message}")], []);
        }
    }
}
