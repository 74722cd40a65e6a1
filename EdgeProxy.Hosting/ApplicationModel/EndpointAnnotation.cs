using System.Net.Sockets;

namespace EdgeProxy.Hosting.ApplicationModel;


/// <summary>A port that a resource listens on.</summary>
public sealed class EndpointAnnotation : IResourceAnnotation
{
    /// <summary>Declares an endpoint.</summary>
    /// <param name="protocol">The transport protocol.</param>
    /// <param name="uriScheme">The scheme of its address; the protocol's name when null.</param>
    /// <param name="name">The name; the scheme when null.</param>
    /// <param name="port">The port that clients use; a free one when null.</param>
    /// <param name="targetPort">The port that the process listens on; the same as <paramref name="port"/> when null.</param>
    /// <param name="isExternal">Whether clients outside of the application use it; false when null.</param>
    /// <param name="isProxied">Whether Aspire puts its own proxy in front. The embedded engine never does: clients reach each replica.</param>
    public EndpointAnnotation(
        ProtocolType protocol,
        string? uriScheme = null,
        string? name = null,
        int? port = null,
        int? targetPort = null,
        bool? isExternal = null,
        bool isProxied = true)
    {
        Protocol = protocol;
        UriScheme = uriScheme ?? protocol.ToString().ToLowerInvariant();
        Name = name ?? UriScheme;
        Port = port;
        TargetPort = targetPort;
        IsExternal = isExternal ?? false;
        IsProxied = isProxied;
    }

    /// <summary>The name, unique in its resource without regard to case.</summary>
    public string Name { get; set; }

    /// <summary>The transport protocol.</summary>
    public ProtocolType Protocol { get; set; }

    /// <summary>The scheme of its address: <c>http</c>, <c>https</c>, <c>tcp</c>.</summary>
    public string UriScheme { get; set; }

    /// <summary>The port that clients use, 1 to 65535; null for a free one. With several replicas each has a free one of its own.</summary>
    public int? Port { get; set; }

    /// <summary>The port that the process listens on, 1 to 65535; null for <see cref="Port"/>.</summary>
    public int? TargetPort { get; set; }

    /// <summary>Whether clients outside of the application use it.</summary>
    public bool IsExternal { get; set; }

    /// <summary>Whether Aspire puts its own proxy in front. The embedded engine has none and ignores it.</summary>
    public bool IsProxied { get; set; }

    /// <summary>
    /// The environment variable that tells the process the port. An endpoint that has one stays out of <c>ASPNETCORE_URLS</c>;
    /// null for an endpoint of ASP.NET Core's own configuration.
    /// </summary>
    public string? TargetPortEnvironmentVariable { get; set; }
}
