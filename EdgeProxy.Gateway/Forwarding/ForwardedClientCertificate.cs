using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Forwarding;

/// <summary>Envoy's <c>forward_client_cert_details</c>: what the header <c>x-forwarded-client-cert</c> says upstream, and that no client can forge it.</summary>
internal static class ForwardedClientCertificate
{
    public const string Name = "x-forwarded-client-cert";

    public static void Apply(HttpContext context, DownstreamConnection connection, ConnectionManagerConfig manager)
    {
        var forwarding = manager.ForwardClientCertificate;
        if (forwarding == ClientCertificateForwarding.AlwaysForwardOnly)
            return;
        var headers = context.Request.Headers;
        if (forwarding == ClientCertificateForwarding.Sanitize || connection.Peer is not { } peer)
        {
            headers.Remove(Name);
            return;
        }

        if (forwarding == ClientCertificateForwarding.ForwardOnly)
            return;
        var element = peer.Describe(manager.ClientCertificateDetails);
        headers[Name] = forwarding == ClientCertificateForwarding.AppendForward && headers[Name].ToString() is { Length: > 0 } before ? $"{before},{element}" : element;
    }
}
