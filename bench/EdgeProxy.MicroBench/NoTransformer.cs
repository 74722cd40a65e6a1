using Yarp.ReverseProxy.Forwarder;

namespace EdgeProxy.MicroBench;

/// <summary>Changes nothing and keeps nothing.</summary>
internal sealed class NoTransformer : HttpTransformer
{
    public static NoTransformer Instance { get; } = new();

    public override ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    public override ValueTask<bool> TransformResponseAsync(HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken) => new(true);
}
