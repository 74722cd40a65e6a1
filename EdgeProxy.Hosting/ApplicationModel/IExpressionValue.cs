namespace EdgeProxy.Hosting.ApplicationModel;

/// <summary>A value that can stand in a <see cref="ReferenceExpression"/>: a parameter, an endpoint or a part of it, a connection string.</summary>
public interface IExpressionValue : IManifestExpressionProvider;
