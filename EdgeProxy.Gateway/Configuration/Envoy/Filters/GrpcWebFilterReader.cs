using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>Envoy's <c>GrpcWeb</c>.</summary>
internal sealed class GrpcWebFilterReader : HttpFilterReader
{
    public override string Name => "envoy.filters.http.grpc_web";

    public override IReadOnlyList<string> Types => ["GrpcWeb"];

    public override FilterSettings Read(Message filter, Message? config, HashSet<string> clusters)
    {
        config?.Finish();
        return new GrpcWebConfig();
    }
}
