using EdgeProxy.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace EdgeProxy.Hosting;

/// <summary>Adds values that whoever runs or publishes the application gives it, by Aspire's names.</summary>
public static class ParameterResourceBuilderExtensions
{
    private const string Section = "Parameters";

    /// <summary>
    /// Adds a parameter with a value out of the AppHost's configuration, <c>Parameters:NAME</c>: user secrets in Development, the environment
    /// (<c>Parameters__NAME</c>, where <c>_</c> may stand for <c>-</c>), <c>--Parameters:NAME=value</c>. A missing one is reported together with
    /// all others before anything starts.
    /// </summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="secret">Whether the value is shown nowhere, and published as a Secret.</param>
    /// <returns>The builder of the resource.</returns>
    public static IResourceBuilder<ParameterResource> AddParameter(this IDistributedApplicationBuilder builder, string name, bool secret = false) =>
        AddParameterFromConfiguration(builder, name, $"{Section}:{name}", secret);

    /// <summary>Adds a parameter with a value of a key of the AppHost's configuration.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="configurationKey">The key: <c>Section:Name</c>.</param>
    /// <param name="secret">Whether the value is shown nowhere, and published as a Secret.</param>
    /// <returns>The builder of the resource.</returns>
    public static IResourceBuilder<ParameterResource> AddParameterFromConfiguration(
        this IDistributedApplicationBuilder builder, string name, string configurationKey, bool secret = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(configurationKey);
        return builder.AddResource(new ParameterResource(name, secret, configurationKey, () => Find(builder.Configuration, configurationKey)));
    }

    /// <summary>Adds a parameter with a value that <c>AppHost.cs</c> gives.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="value">The value of a run.</param>
    /// <param name="publishValueAsDefault">Whether a publish writes it too, unless the configuration has another.</param>
    /// <param name="secret">Whether the value is shown nowhere, and published as a Secret.</param>
    /// <returns>The builder of the resource.</returns>
    /// <exception cref="ArgumentException">It is secret and published: that would write a secret into a file.</exception>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, string value, bool publishValueAsDefault = false, bool secret = false)
    {
        ArgumentNullException.ThrowIfNull(value);
        return AddParameter(builder, name, () => value, publishValueAsDefault, secret);
    }

    /// <summary>Adds a parameter with a value that <c>AppHost.cs</c> finds out when it is needed.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="valueGetter">Gives the value of a run.</param>
    /// <param name="publishValueAsDefault">Whether a publish writes it too, unless the configuration has another.</param>
    /// <param name="secret">Whether the value is shown nowhere, and published as a Secret.</param>
    /// <returns>The builder of the resource.</returns>
    /// <exception cref="ArgumentException">It is secret and published: that would write a secret into a file.</exception>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, Func<string> valueGetter, bool publishValueAsDefault = false, bool secret = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(valueGetter);
        if (publishValueAsDefault && secret)
            throw new ArgumentException($"The parameter '{name}' is secret and published, which would write a secret into a file. Leave out one of the two.", nameof(secret));
        var key = $"{Section}:{name}";
        return builder.AddResource(new ParameterResource(name, secret, key, valueGetter)
        {
            PublishedValue = () => Find(builder.Configuration, key) ?? (publishValueAsDefault ? valueGetter() : null),
        });
    }

    /// <summary>
    /// Adds a connection string out of the AppHost's configuration, <c>ConnectionStrings:NAME</c>. It counts as a secret, since it may have a password.
    /// </summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="environmentVariableName">The variable that carries it to those that reference it; <c>ConnectionStrings__NAME</c> when null.</param>
    /// <returns>The builder of the resource.</returns>
    public static IResourceBuilder<IResourceWithConnectionString> AddConnectionString(
        this IDistributedApplicationBuilder builder, string name, string? environmentVariableName = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var key = $"ConnectionStrings:{name}";
        return builder.AddResource(new ConnectionStringParameterResource(name, key, environmentVariableName, () => Find(builder.Configuration, key)));
    }

    /// <summary>Many shells take no hyphen in a variable's name, so an underscore does as well.</summary>
    internal static string? Find(IConfiguration configuration, string key) => configuration[key] ?? configuration[key.Replace('-', '_')];
}
