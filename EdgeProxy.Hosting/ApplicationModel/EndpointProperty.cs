namespace EdgeProxy.Hosting.ApplicationModel;

/// <summary>A part of an endpoint's address.</summary>
public enum EndpointProperty
{
    /// <summary><c>http://localhost:5101</c>.</summary>
    Url = 0,

    /// <summary>The name of the machine: <c>localhost</c>, or the Service when published.</summary>
    Host = 1,

    /// <summary>The machine as an IPv4 address where it is this one: <c>127.0.0.1</c>; else the same as <see cref="Host"/>.</summary>
    IPV4Host = 2,

    /// <summary>The port that clients use.</summary>
    Port = 3,

    /// <summary><c>http</c>, <c>https</c>, <c>tcp</c>.</summary>
    Scheme = 4,

    /// <summary>The port that the process itself listens on: another one than <see cref="Port"/> in a container.</summary>
    TargetPort = 5,

    /// <summary><c>localhost:5101</c>.</summary>
    HostAndPort = 6,
}
