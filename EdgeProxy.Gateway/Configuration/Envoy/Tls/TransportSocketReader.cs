namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>Where TLS stands in a file: version 3's <c>transport_socket</c>, or version 2's <c>tls_context</c>.</summary>
internal static class TransportSocketReader
{
    /// <summary>Finds it.</summary>
    /// <param name="owner">The cluster or the filter chain.</param>
    /// <param name="contextName">The type of the configuration: <c>UpstreamTlsContext</c> or <c>DownstreamTlsContext</c>.</param>
    /// <param name="context">The configuration; null where it says nothing.</param>
    /// <param name="socket">The transport socket; null in version 2.</param>
    /// <returns>Whether TLS is spoken.</returns>
    public static bool TryOpenTls(Message owner, string contextName, out Message? context, out Message? socket)
    {
        context = null;
        socket = null;
        switch (owner.OneOf(false, "transport_socket", "tls_context"))
        {
            case "tls_context":
                context = owner.Child("tls_context");
                return context is not null;
            case "transport_socket" when owner.Child("transport_socket") is { } found:
                socket = found;
                var kind = Extension.Open(found, out context);
                found.Finish();
                if (kind == contextName || kind is "envoy.transport_sockets.tls" or "tls")
                    return true;
                if (kind is not ("RawBuffer" or "envoy.transport_sockets.raw_buffer" or "raw_buffer"))
                    found.Error("name", $"the transport socket '{Scalars.Short(kind)}' is not supported; envoy.transport_sockets.tls and raw_buffer are.");
                return false;
            default:
                return false;
        }
    }
}
