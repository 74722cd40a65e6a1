namespace EdgeProxy.Hosting.ApplicationModel;

/// <summary>A connection string out of the AppHost's configuration. All of it is a secret, since it may well have a password.</summary>
internal sealed class ConnectionStringParameterResource(string name, string configurationKey, string? environmentVariable, Func<string?> value)
    : ParameterResource(name, secret: true, configurationKey, value), IResourceWithConnectionString
{
    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Of(this);

    public string? ConnectionStringEnvironmentVariable { get; } = environmentVariable;
}
