using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Observability.Telemetry;
using EdgeProxy.Gateway.Upstream;
using Yarp.ReverseProxy.Forwarder;

namespace EdgeProxy.Gateway.Forwarding;

/// <summary>What all requests share.</summary>
internal sealed record ProxiedRequestServices(IHttpForwarder Forwarder, ForwarderOptions Options, TraceSampling Sampling, MirrorSender Mirrors, TimeProvider Time);
