using System.Collections.Concurrent;
using System.Text.Json;
using EdgeProxy.Gateway.Configuration.Model;
using Microsoft.Extensions.Configuration.Json;

namespace EdgeProxy.Gateway.Configuration.Settings;

/// <summary>
/// Files that were no JSON when they were last read. The configuration system would throw on a thread of its own and go on with nothing
/// of the file; here the error is kept, and the reload rejected.
/// </summary>
internal sealed class InvalidConfigurationFiles
{
    private readonly ConcurrentDictionary<FileConfigurationProvider, ConfigError> _invalid = new();

    /// <summary>Watches the JSON files of a configuration.</summary>
    public InvalidConfigurationFiles(IConfigurationBuilder configuration)
    {
        foreach (var source in configuration.Sources.OfType<JsonConfigurationSource>())
        {
            source.OnLoadException = context =>
            {
                context.Ignore = true;
                _invalid[context.Provider] = Describe(context.Provider.Source.Path ?? "configuration file", context.Exception);
            };
        }
    }

    /// <summary>What is wrong with a file that could not be loaded, by line and column where it is no JSON.</summary>
    public static ConfigError Describe(string file, Exception failure) => failure.GetBaseException() is JsonException { LineNumber: { } line } mistake
        ? new ConfigError($"{file}({line + 1},{mistake.BytePositionInLine + 1})", $"this is no JSON: {Reason(mistake.Message)}")
        : new ConfigError(file, failure.GetBaseException().Message);

    /// <summary>The same, where only the configuration system's exception names the file.</summary>
    public static ConfigError Describe(Exception failure) =>
        Describe(failure.Message.Split('\'') is [_, var path, ..] ? Path.GetFileName(path) : "configuration file", failure);

    /// <summary>The files that are invalid now.</summary>
    public List<ConfigError> Find(IConfiguration configuration)
    {
        var providers = (configuration as IConfigurationRoot)?.Providers.OfType<JsonConfigurationProvider>() ?? [];
        var errors = new List<ConfigError>();
        foreach (var provider in providers)
        {
            if (!_invalid.TryRemove(provider, out var error))
                continue;
            // A file that was fixed meanwhile has its keys back: an empty one is still invalid.
            if (!provider.GetChildKeys([], null).Any())
            {
                _invalid[provider] = error;
                errors.Add(error);
            }
        }

        return errors;
    }

    /// <summary>The parser's message without its own form of the place.</summary>
    private static string Reason(string message) =>
        message.IndexOf(" LineNumber:", StringComparison.Ordinal) is var end and > 0 ? message[..end] : message;
}
