using System.Globalization;
using System.Net;
using EdgeProxy.Dashboard.Listening;
using EdgeProxy.Dashboard.Otlp.Grpc;
using EdgeProxy.Dashboard.Otlp.Http;
using EdgeProxy.Dashboard.Otlp.Listening;
using Microsoft.AspNetCore.Http.Features;

namespace EdgeProxy.Dashboard.Otlp;

/// <summary>
/// Refuses what came to an OTLP listener for another host, without the key, or for a path that OTLP does not have, before anything of it is read.
/// </summary>
internal sealed class OtlpGate(RequestDelegate next, OtlpApiKeys keys)
{
    // What Docker Desktop calls this machine from within a container.
    private const string DockerHost = "host.docker.internal";

    public Task InvokeAsync(HttpContext context)
    {
        if (IsForeign(context))
        {
            return RefuseAsync(context, new OtlpRefusedException(
                OtlpRefusal.ForeignHost, $"The host '{context.Request.Host.Host}' is not this machine. Allowed: localhost, 127.0.0.1, [::1]."));
        }

        if (!keys.Allows(context.Request.Headers[OtlpApiKeys.Header]))
        {
            return RefuseAsync(context, new OtlpRefusedException(
                OtlpRefusal.Unauthenticated,
                $"The header {OtlpApiKeys.Header} is missing or wrong. Send the key of {OtlpOptions.Section}:PrimaryApiKey, for example with OTEL_EXPORTER_OTLP_HEADERS={OtlpApiKeys.Header}=KEY."));
        }

        var protocol = context.Features.GetRequiredFeature<OtlpConnection>().Protocol;
        if (context.GetEndpoint()?.Metadata.GetMetadata<OtlpOnly>()?.Protocol != protocol)
        {
            return RefuseAsync(context, new OtlpRefusedException(
                OtlpRefusal.NotFound,
                $"There is no {context.Request.Path} here. Allowed: {string.Join(", ", OtlpSignal.All.Select(signal => signal.HttpPath))}, or the Export methods over gRPC on their own port."));
        }

        return next(context);
    }

    /// <summary>A page of somebody else's whose name was made to lead here sends its own name (DNS rebinding).</summary>
    private static bool IsForeign(HttpContext context)
    {
        var host = context.Request.Host.Host;
        return context.Connection.LocalIpAddress is { } local
            && IPAddress.IsLoopback(local)
            && !FrontendAddress.IsLoopback(host)
            && !host.Equals(DockerHost, StringComparison.OrdinalIgnoreCase);
    }

    private static Task RefuseAsync(HttpContext context, OtlpRefusedException refused)
    {
        if (context.Features.GetRequiredFeature<OtlpConnection>().Protocol == OtlpProtocol.Http)
            return OtlpHttpResponse.WriteAsync(context, refused);
        // gRPC's "Trailers-Only": the status in the headers, and nothing else.
        var error = OtlpGrpcService.Translate(refused);
        context.Response.ContentType = "application/grpc";
        context.Response.Headers["grpc-status"] = ((int)error.StatusCode).ToString(CultureInfo.InvariantCulture);
        context.Response.Headers["grpc-message"] = Uri.EscapeDataString(error.Status.Detail);
        return Task.CompletedTask;
    }
}
