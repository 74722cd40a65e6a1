using EdgeProxy.Gateway.Observability.Stats;
using EdgeProxy.Gateway.Primitives;
using EdgeProxy.Gateway.Upstream;

namespace EdgeProxy.Gateway.Forwarding;

/// <summary>
/// How an attempt ended: whose fault it was, the flag in the access log, and the answer of the gateway's own. The counters of the host and the cluster, outlier
/// detection and retries derive from it, and from nothing else: a client's fault is never counted against a host.
/// </summary>
/// <param name="Owner">Whose fault it was.</param>
/// <param name="Flag">The flag in the access log.</param>
/// <param name="Failure">The answer to the client; null where there can be no answer any more, or one went out already.</param>
internal readonly record struct AttemptOutcome(FaultOwner Owner, ResponseFlags Flag, UpstreamFailure? Failure = null)
{
    /// <summary>An answer went out.</summary>
    public static AttemptOutcome Answered { get; } = new(FaultOwner.None, ResponseFlags.None);

    /// <summary>The client ended its connection or stream.</summary>
    public static AttemptOutcome ClientGone { get; } = new(FaultOwner.Client, ResponseFlags.DC);

    /// <summary>Whether a retry policy may be asked at all: only what a host did is worth another try.</summary>
    public bool IsRetriable => Owner == FaultOwner.Upstream && Failure is not null;

    public static AttemptOutcome Of(FaultOwner owner, UpstreamFailure failure) => new(owner, failure.Flag, failure);

    /// <summary>Counts an attempt that failed.</summary>
    public void Count(ClusterStats cluster, HostStats host)
    {
        if (Owner != FaultOwner.Upstream)
        {
            cluster.Add(ClusterCounter.RqTxReset);
            return;
        }

        if (Failure is not null)
            host.Add(HostCounter.RqError);
        if (Flag == ResponseFlags.UT)
        {
            host.Add(HostCounter.RqTimeout);
            cluster.Add(ClusterCounter.RqTimeout);
            if (ReferenceEquals(Failure, UpstreamFailure.PerTryTimeout))
                cluster.Add(ClusterCounter.RqPerTryTimeout);
        }

        if (Flag is not (ResponseFlags.UT or ResponseFlags.UF))
            cluster.Add(ClusterCounter.RqRxReset);
        else if (Failure is null)
            cluster.Add(ClusterCounter.RqTxReset);
    }

    /// <summary>Reports an attempt to outlier detection: the status that the host answered with, 0 where it failed to, and nothing where it was not to blame.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="host">The host.</param>
    /// <param name="answerStatus">The status of its answer; 0 without one.</param>
    public void Report(Cluster cluster, UpstreamHost host, int answerStatus)
    {
        if (cluster.Outliers is not { } outliers)
            return;
        if (IsRetriable)
            outliers.Report(host, 0);
        else if (answerStatus > 0)
            outliers.Report(host, answerStatus);
    }
}
