using System.Diagnostics;
using System.Net;
using EdgeProxy.Gateway.Observability.Stats;

namespace EdgeProxy.Gateway.Upstream;

/// <summary>
/// Sends a request of the gateway's own to a cluster: to a host that its policy picks, within its limits, and counted as any other. The answer is read whole, up to a
/// limit: what the other side sends is not trusted. That of a request whose answer is of no account is read and dropped.
/// </summary>
/// <param name="cluster">The cluster; null where there is none of that name.</param>
/// <param name="mostBytes">The longest body of an answer; null to drop it.</param>
internal sealed class ClusterHandler(Cluster? cluster, int? mostBytes) : HttpMessageHandler
{
    /// <exception cref="HttpRequestException">There is no answer, or one that is too long.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (cluster is null)
            throw new HttpRequestException("There is no such cluster.");
        if (!cluster.Limits.TryAcquire(out var place, cancellationToken))
        {
            cluster.Stats.Add(ClusterCounter.RqPendingOverflow);
            throw new HttpRequestException($"The limits of the cluster '{cluster.Name}' are reached.");
        }

        try
        {
            await place;
        }
        catch (OperationCanceledException)
        {
            cluster.Limits.ReleaseQueued();
            throw;
        }

        try
        {
            if (cluster.Pick((ulong)Random.Shared.NextInt64()) is { } host)
                return await SendAsync(request, cluster, host, cancellationToken);
            cluster.Stats.Add(ClusterCounter.NoneHealthy);
            throw new HttpRequestException($"The cluster '{cluster.Name}' has no healthy host.");
        }
        finally
        {
            cluster.Limits.Release();
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, Cluster cluster, UpstreamHost host, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        Interlocked.Increment(ref host.Active);
        host.Stats.Add(HostCounter.RqTotal);
        cluster.Stats.Add(ClusterCounter.RqTotal);
        Address(request, cluster, host);
        HttpResponseMessage? response = null;
        try
        {
            response = await host.Client.SendAsync(request, cancellationToken);
            if (mostBytes is { } most)
                await response.Content.LoadIntoBufferAsync(most, cancellationToken);
            else
                await response.Content.CopyToAsync(Stream.Null, cancellationToken);
            var status = (int)response.StatusCode;
            cluster.Stats.Add(ClusterCounter.RqCompleted);
            cluster.Stats.CountStatus(status);
            host.Stats.Add(status >= 500 ? HostCounter.RqError : HostCounter.RqSuccess);
            cluster.Outliers?.Report(host, status);
            return response;
        }
        catch (Exception failure)
        {
            response?.Dispose();
            host.Stats.Add(failure is OperationCanceledException ? HostCounter.RqTimeout : HostCounter.RqError);
            cluster.Stats.Add(failure is OperationCanceledException ? ClusterCounter.RqTimeout : ClusterCounter.RqRxReset);
            cluster.Outliers?.Report(host, 0);
            throw;
        }
        finally
        {
            cluster.Stats.Add(ClusterCounter.RqEnded);
            cluster.Stats.RqTime.Record(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            Interlocked.Decrement(ref host.Active);
        }
    }

    /// <summary>Puts the host in the place of the URI's authority, and writes a Host that the client library does not.</summary>
    private static void Address(HttpRequestMessage request, Cluster cluster, UpstreamHost host)
    {
        request.Version = cluster.Config.Http2 ? HttpVersion.Version20 : HttpVersion.Version11;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        request.RequestUri = host.Targets.Get(request.RequestUri!.PathAndQuery);
        if (request.Headers.Host is not null || !request.Headers.NonValidated.TryGetValues("Host", out var given))
            return;
        var head = new RequestHeadOverride();
        head.Attach(request, given.ToString(), RequestHeadOverride.IsMethodRewritten(request.Method.Method) ? request.Method.Method : null);
        if (cluster.Config.Http2)
            return;
        new UpstreamExchange().Attach(request, head);
    }
}
