using Yarp.ReverseProxy.Forwarder;

namespace EdgeProxy.Gateway.Forwarding;

/// <summary>What every stream shares.</summary>
internal sealed record StreamServices(IHttpForwarder Forwarder);
