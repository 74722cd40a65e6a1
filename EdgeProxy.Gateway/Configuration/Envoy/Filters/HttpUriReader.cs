using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>Envoy's <c>HttpUri</c>.</summary>
internal static class HttpUriReader
{
    public static HttpUriConfig? Read(Message? message, HashSet<string> clusters)
    {
        if (message is null)
            return null;
        var uri = message.RequiredText("uri");
        var cluster = message.RequiredText("cluster");
        RouteActionReader.CheckKnown(message, "cluster", cluster, clusters);
        var timeout = message.PositiveDuration("timeout");
        if (!message.Has("timeout"))
            message.Missing("timeout");
        message.Finish();
        return new HttpUriConfig(uri, cluster, timeout ?? TimeSpan.FromSeconds(1));
    }
}
