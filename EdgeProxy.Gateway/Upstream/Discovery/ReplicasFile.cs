namespace EdgeProxy.Gateway.Upstream;

/// <summary>
/// The file that local hosting lists the running replicas in, as <c>{"services":{"ping-svc":{"http":["http://127.0.0.1:5101"]}}}</c>. The
/// environment variable <c>EDGEPROXY_REPLICAS_FILE</c> names it.
/// </summary>
internal sealed class ReplicasFile(string path) : IConfigurationSource
{
    /// <summary>The variable that names the file.</summary>
    public const string Variable = "EDGEPROXY_REPLICAS_FILE";

    public IConfigurationProvider Build(IConfigurationBuilder builder) => new ReplicasFileProvider(path, TimeProvider.System);
}
