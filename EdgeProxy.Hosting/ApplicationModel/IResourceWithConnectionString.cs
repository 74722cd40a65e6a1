namespace EdgeProxy.Hosting.ApplicationModel;

/// <summary>A resource that others reach by a connection string.</summary>
public interface IResourceWithConnectionString : IResource, IExpressionValue
{
    /// <summary>The connection string.</summary>
    ReferenceExpression ConnectionStringExpression { get; }

    /// <summary>The environment variable that carries it; <c>ConnectionStrings__NAME</c> when null.</summary>
    string? ConnectionStringEnvironmentVariable => null;

    /// <inheritdoc />
    string IManifestExpressionProvider.ValueExpression => $"{{{Name}.connectionString}}";
}
