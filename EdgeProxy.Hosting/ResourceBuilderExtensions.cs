using System.Net.Sockets;
using EdgeProxy.Hosting.ApplicationModel;

namespace EdgeProxy.Hosting;


/// <summary>What can be said of a resource of any kind, by Aspire's names.</summary>
public static partial class ResourceBuilderExtensions
{
    /// <summary>Starts the resource only when another one is healthy by all of its checks. A circle is reported before anything starts.</summary>
    /// <param name="builder">The resource that waits.</param>
    /// <param name="dependency">The resource that is waited for.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WaitFor<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> dependency)
        where T : IResourceWithWaitSupport
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(dependency);
        return builder.WithAnnotation(new WaitAnnotation(dependency.Resource));
    }

    /// <summary>Leaves the resource out of the application's start; it starts by hand.</summary>
    /// <param name="builder">The resource.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithExplicitStart<T>(this IResourceBuilder<T> builder)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithAnnotation(new ExplicitStartupAnnotation());
    }

    /// <summary>Adds an HTTP endpoint.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="port">The port that clients use, 1 to 65535; a free one when null.</param>
    /// <param name="targetPort">The port that the process listens on; <paramref name="port"/> when null.</param>
    /// <param name="name">The endpoint's name; <c>http</c> when null.</param>
    /// <param name="env">The variable that tells the process the port; with it the endpoint stays out of <c>ASPNETCORE_URLS</c>.</param>
    /// <param name="isProxied">Whether Aspire puts its proxy in front; the embedded engine has none.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="DistributedApplicationException">The resource has an endpoint of that name.</exception>
    public static IResourceBuilder<T> WithHttpEndpoint<T>(
        this IResourceBuilder<T> builder, int? port = null, int? targetPort = null, string? name = null, string? env = null, bool? isProxied = null)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        var endpoint = new EndpointAnnotation(ProtocolType.Tcp, "http", name, port, targetPort, isProxied: isProxied ?? true)
        {
            TargetPortEnvironmentVariable = env,
        };
        return builder.AddEndpoint(endpoint);
    }

    /// <summary>Adds an endpoint of any protocol: that of a database, say.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="port">The port that clients use, 1 to 65535; a free one when null.</param>
    /// <param name="targetPort">The port that the process listens on; <paramref name="port"/> when null.</param>
    /// <param name="scheme">The scheme of its address; <c>tcp</c> or <c>udp</c> when null.</param>
    /// <param name="name">The endpoint's name; the scheme when null.</param>
    /// <param name="env">The variable that tells the process the port.</param>
    /// <param name="isProxied">Whether Aspire puts its proxy in front; the embedded engine has none.</param>
    /// <param name="isExternal">Whether clients outside of the application use it; false when null.</param>
    /// <param name="protocol">The transport protocol; TCP when null.</param>
    /// <returns>The same builder.</returns>
    /// <exception cref="DistributedApplicationException">The resource has an endpoint of that name.</exception>
    public static IResourceBuilder<T> WithEndpoint<T>(
        this IResourceBuilder<T> builder,
        int? port = null,
        int? targetPort = null,
        string? scheme = null,
        string? name = null,
        string? env = null,
        bool isProxied = true,
        bool? isExternal = null,
        ProtocolType? protocol = null)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddEndpoint(new EndpointAnnotation(protocol ?? ProtocolType.Tcp, scheme, name, port, targetPort, isExternal, isProxied)
        {
            TargetPortEnvironmentVariable = env,
        });
    }

    /// <summary>Changes an endpoint, or creates one.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="endpointName">The endpoint's name, without regard to case.</param>
    /// <param name="callback">Changes the endpoint.</param>
    /// <param name="createIfNotExists">Whether to create an endpoint that is not there; without it nothing happens then.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithEndpoint<T>(
        this IResourceBuilder<T> builder, string endpointName, Action<EndpointAnnotation> callback, bool createIfNotExists = true)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(endpointName);
        ArgumentNullException.ThrowIfNull(callback);
        var endpoint = FindEndpoint(builder.Resource, endpointName);
        if (endpoint is null && createIfNotExists)
        {
            endpoint = new EndpointAnnotation(ProtocolType.Tcp, name: endpointName);
            builder.WithAnnotation(endpoint);
        }

        if (endpoint is not null)
            callback(endpoint);
        return builder;
    }

    /// <summary>Marks the HTTP endpoints as used by clients outside of the application.</summary>
    /// <param name="builder">The resource.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithExternalHttpEndpoints<T>(this IResourceBuilder<T> builder)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        foreach (var endpoint in builder.Resource.GetEndpointAnnotations().Where(endpoint => endpoint.UriScheme is "http" or "https"))
            endpoint.IsExternal = true;
        return builder;
    }

    /// <summary>Calls the resource healthy when it answers an HTTP GET with the expected status.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="path">The path; <c>/</c> when null.</param>
    /// <param name="statusCode">The expected status, 100 to 599; 200 when null.</param>
    /// <param name="endpointName">The endpoint that is asked; the first <c>http</c> one when null.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithHttpHealthCheck<T>(
        this IResourceBuilder<T> builder, string? path = null, int? statusCode = null, string? endpointName = null)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        var rooted = string.IsNullOrEmpty(path) ? "/" : path[0] == '/' ? path : "/" + path;
        return builder.WithAnnotation(new HttpHealthCheckAnnotation(rooted, statusCode ?? 200, endpointName));
    }

    /// <summary>Calls the resource healthy when a check of the AppHost's own services says so, beside its other checks.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="key">The name of the check: <c>builder.Services.AddHealthChecks().AddAsyncCheck(key, ...)</c>.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithHealthCheck<T>(this IResourceBuilder<T> builder, string key)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(key);
        return builder.WithAnnotation(new HealthCheckAnnotation(key));
    }

    /// <summary>Leaves the resource out of what is published.</summary>
    /// <param name="builder">The resource.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> ExcludeFromManifest<T>(this IResourceBuilder<T> builder)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.WithAnnotation(new ExcludeFromManifestAnnotation());
    }

    private static IResourceBuilder<T> AddEndpoint<T>(this IResourceBuilder<T> builder, EndpointAnnotation endpoint)
        where T : IResourceWithEndpoints
    {
        if (FindEndpoint(builder.Resource, endpoint.Name) is not null)
        {
            throw new DistributedApplicationException(
                $"The resource '{builder.Resource.Name}' already has an endpoint named '{endpoint.Name}'. Give this one another name, or change the first with WithEndpoint(\"{endpoint.Name}\", ...).");
        }

        return builder.WithAnnotation(endpoint);
    }

    private static EndpointAnnotation? FindEndpoint(IResource resource, string name) =>
        resource.GetEndpointAnnotations().FirstOrDefault(endpoint => string.Equals(endpoint.Name, name, StringComparison.OrdinalIgnoreCase));
}
