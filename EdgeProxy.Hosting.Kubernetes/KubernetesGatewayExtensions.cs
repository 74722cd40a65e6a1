using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Kubernetes;
using EdgeProxy.Hosting.Kubernetes;

namespace Aspire.Hosting;

/// <summary>
/// Provides extension methods for a Gateway of the Gateway API in front of an application.
/// </summary>
public static class KubernetesGatewayExtensions
{
    /// <summary>
    /// Adds a Gateway and its HTTPRoutes. Without a route it sends everything to the edge.
    /// </summary>
    /// <param name="builder">The environment.</param>
    /// <param name="name">The name of the Gateway.</param>
    /// <returns>A builder for the Gateway.</returns>
    /// <example>
    /// <code>
    /// builder.AddKubernetesEnvironment("k8s").AddGateway("public")
    ///     .WithGatewayClass("istio")
    ///     .WithHostname("shop.example.com")
    ///     .WithRoute("/", edge.GetEndpoint("http"))
    ///     .WithTls("shop-tls");
    /// </code>
    /// </example>
    public static IResourceBuilder<KubernetesGatewayResource> AddGateway(this IResourceBuilder<KubernetesEnvironmentResource> builder, [ResourceName] string name)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(name);
        var application = builder.ApplicationBuilder;
        var gateway = new KubernetesGatewayResource(name, builder.Resource);
        return application.ExecutionContext.IsRunMode ? application.CreateResourceBuilder(gateway) : application.AddResource(gateway).ExcludeFromManifest();
    }

    /// <summary>Sets the class, which says which controller serves it.</summary>
    /// <param name="builder">The Gateway.</param>
    /// <param name="className">The name of the class.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<KubernetesGatewayResource> WithGatewayClass(this IResourceBuilder<KubernetesGatewayResource> builder, string className)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(className);
        builder.Resource.GatewayClassName = ReferenceExpression.Create($"{className}");
        return builder;
    }

    /// <summary>Sets the class, which says which controller serves it, to the value of a parameter.</summary>
    /// <param name="builder">The Gateway.</param>
    /// <param name="className">The parameter.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<KubernetesGatewayResource> WithGatewayClass(this IResourceBuilder<KubernetesGatewayResource> builder, IResourceBuilder<ParameterResource> className)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(className);
        builder.Resource.GatewayClassName = ReferenceExpression.Create($"{className.Resource}");
        return builder;
    }

    /// <summary>Adds a host.</summary>
    /// <param name="builder">The Gateway.</param>
    /// <param name="hostname">The host, such as <c>shop.example.com</c>.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<KubernetesGatewayResource> WithHostname(this IResourceBuilder<KubernetesGatewayResource> builder, string hostname)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(hostname);
        builder.Resource.Hostnames.Add(ReferenceExpression.Create($"{hostname}"));
        return builder;
    }

    /// <summary>Adds a host that is the value of a parameter.</summary>
    /// <param name="builder">The Gateway.</param>
    /// <param name="hostname">The parameter.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<KubernetesGatewayResource> WithHostname(this IResourceBuilder<KubernetesGatewayResource> builder, IResourceBuilder<ParameterResource> hostname)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(hostname);
        builder.Resource.Hostnames.Add(ReferenceExpression.Create($"{hostname.Resource}"));
        return builder;
    }

    /// <summary>Sends a path of every host of the Gateway to an endpoint.</summary>
    /// <param name="builder">The Gateway.</param>
    /// <param name="path">The path, which starts with a slash.</param>
    /// <param name="endpoint">Where its requests go.</param>
    /// <param name="pathType">How the path is matched.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<KubernetesGatewayResource> WithRoute(
        this IResourceBuilder<KubernetesGatewayResource> builder, string path, EndpointReference endpoint, GatewayPathMatchType pathType = GatewayPathMatchType.PathPrefix) =>
        builder.Add(null, path, endpoint, pathType);

    /// <summary>Sends a path of one host to an endpoint.</summary>
    /// <param name="builder">The Gateway.</param>
    /// <param name="host">The host, such as <c>api.example.com</c>.</param>
    /// <param name="path">The path, which starts with a slash.</param>
    /// <param name="endpoint">Where its requests go.</param>
    /// <param name="pathType">How the path is matched.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<KubernetesGatewayResource> WithRoute(
        this IResourceBuilder<KubernetesGatewayResource> builder, string host, string path, EndpointReference endpoint, GatewayPathMatchType pathType = GatewayPathMatchType.PathPrefix)
    {
        ArgumentException.ThrowIfNullOrEmpty(host);
        return builder.Add(host, path, endpoint, pathType);
    }

    /// <summary>Ends TLS for all hosts with the certificate of a Secret.</summary>
    /// <param name="builder">The Gateway.</param>
    /// <param name="secretName">The Secret, of the type <c>kubernetes.io/tls</c>.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<KubernetesGatewayResource> WithTls(this IResourceBuilder<KubernetesGatewayResource> builder, string secretName)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(secretName);
        builder.Resource.TlsSecret = ReferenceExpression.Create($"{secretName}");
        return builder;
    }

    /// <summary>Ends TLS for all hosts with the certificate of a Secret, whose name is the value of a parameter.</summary>
    /// <param name="builder">The Gateway.</param>
    /// <param name="secretName">The parameter.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<KubernetesGatewayResource> WithTls(this IResourceBuilder<KubernetesGatewayResource> builder, IResourceBuilder<ParameterResource> secretName)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(secretName);
        builder.Resource.TlsSecret = ReferenceExpression.Create($"{secretName.Resource}");
        return builder;
    }

    /// <summary>Ends TLS for all hosts with the certificate of the Secret <c>NAME-tls</c>, as cert-manager writes it.</summary>
    /// <param name="builder">The Gateway.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<KubernetesGatewayResource> WithTls(this IResourceBuilder<KubernetesGatewayResource> builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithTls($"{builder.Resource.Name}-tls");
    }

    /// <summary>Adds an annotation of Kubernetes to the Gateway, by which controllers are configured.</summary>
    /// <param name="builder">The Gateway.</param>
    /// <param name="key">Its key.</param>
    /// <param name="value">Its value.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<KubernetesGatewayResource> WithGatewayAnnotation(this IResourceBuilder<KubernetesGatewayResource> builder, string key, string value)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(value);
        builder.Resource.ObjectAnnotations[key] = ReferenceExpression.Create($"{value}");
        return builder;
    }

    /// <summary>Adds an annotation of Kubernetes to the Gateway that is the value of a parameter.</summary>
    /// <param name="builder">The Gateway.</param>
    /// <param name="key">Its key.</param>
    /// <param name="value">The parameter.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<KubernetesGatewayResource> WithGatewayAnnotation(this IResourceBuilder<KubernetesGatewayResource> builder, string key, IResourceBuilder<ParameterResource> value)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(key);
        ArgumentNullException.ThrowIfNull(value);
        builder.Resource.ObjectAnnotations[key] = ReferenceExpression.Create($"{value.Resource}");
        return builder;
    }

    private static IResourceBuilder<KubernetesGatewayResource> Add(
        this IResourceBuilder<KubernetesGatewayResource> builder, string? host, string path, EndpointReference endpoint, GatewayPathMatchType pathType)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(endpoint);
        if (!path.StartsWith('/'))
            throw new ArgumentException($"The path '{path}' must start with '/'.", nameof(path));
        builder.Resource.Routes.Add(new IngressBackend(host, path, pathType.ToString(), endpoint));
        return builder;
    }
}
