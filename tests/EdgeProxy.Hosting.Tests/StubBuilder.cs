using System.Reflection;
using Microsoft.Extensions.Configuration;

namespace EdgeProxy.Hosting.Tests;

/// <summary>A builder that has an assembly and a configuration, and nothing else.</summary>
public class StubBuilder : DispatchProxy
{
    private IConfigurationManager? _configuration;
    private Assembly? _assembly;

    internal static IDistributedApplicationBuilder With(Assembly? assembly, params (string Key, string Value)[] settings)
    {
        var builder = Create<IDistributedApplicationBuilder, StubBuilder>();
        var stub = (StubBuilder)(object)builder;
        stub._assembly = assembly;
        stub._configuration = new ConfigurationManager();
        stub._configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        return builder;
    }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod?.Name switch
    {
        "get_AppHostAssembly" => _assembly,
        "get_Configuration" => _configuration,
        var other => throw new NotSupportedException(other),
    };
}
