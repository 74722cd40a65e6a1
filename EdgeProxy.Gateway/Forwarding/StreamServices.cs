using EdgeProxy.Gateway.Hosting;
using EdgeProxy.Gateway.Observability.Stats;
using EdgeProxy.Gateway.Observability.Telemetry;
using Yarp.ReverseProxy.Forwarder;

namespace EdgeProxy.Gateway.Forwarding;

/// <summary>What every stream shares.</summary>
internal sealed record StreamServices(IHttpForwarder Forwarder, GatewayStore Gateway, HttpStats Stats, TraceSampling Sampling);
