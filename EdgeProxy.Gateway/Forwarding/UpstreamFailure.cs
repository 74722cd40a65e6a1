using System.Net.Sockets;
using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Primitives;
using EdgeProxy.Gateway.Upstream;

namespace EdgeProxy.Gateway.Forwarding;

/// <summary>How an attempt failed before any response header: Envoy's flag, status and body, and the conditions under which it is retried.</summary>
internal sealed record UpstreamFailure(ResponseFlags Flag, int Status, string Body, RetryConditions RetriedBy)
{
    private const string Reset = "upstream connect error or disconnect/reset before headers. reset reason: ";

    public static UpstreamFailure ConnectionFailure { get; } = new(
        ResponseFlags.UF, 503, Reset + "connection failure", RetryConditions.ConnectFailure | RetryConditions.ServerError | RetryConditions.GatewayError);

    public static UpstreamFailure ConnectionTermination { get; } = new(
        ResponseFlags.UC, 503, Reset + "connection termination", AfterSending);

    public static UpstreamFailure RemoteReset { get; } = new(
        ResponseFlags.UR, 503, Reset + "remote reset", AfterSending);

    /// <summary>The host refused the stream (REFUSED_STREAM, RFC 9113, 8.7), so that it has done nothing with the request.</summary>
    public static UpstreamFailure RefusedStream { get; } = new(
        ResponseFlags.UR, 503, Reset + "remote refused stream reset", AfterSending | RetryConditions.RefusedStream);

    public static UpstreamFailure ProtocolError { get; } = new(
        ResponseFlags.UPE, 503, Reset + "protocol error", RetryConditions.Reset | RetryConditions.ServerError | RetryConditions.GatewayError);

    public static UpstreamFailure Overflow { get; } = new(ResponseFlags.UO, 503, Reset + "overflow", RetryConditions.None);

    public static UpstreamFailure NoHealthyUpstream { get; } = new(ResponseFlags.UH, 503, "no healthy upstream", RetryConditions.None);

    public static UpstreamFailure RequestTimeout { get; } = new(ResponseFlags.UT, 504, "upstream request timeout", RetryConditions.None);

    public static UpstreamFailure PerTryTimeout { get; } = new(
        ResponseFlags.UT, 504, "upstream request timeout", RetryConditions.ServerError | RetryConditions.GatewayError | RetryConditions.Reset);

    public static UpstreamFailure StreamTimeout { get; } = new(ResponseFlags.SI, 504, "stream timeout", RetryConditions.None);

    public static UpstreamFailure RequestStreamTimeout { get; } = new(ResponseFlags.SI, 408, "stream timeout", RetryConditions.None);

    /// <summary>The client took longer to send its request than it may (<c>request_timeout</c>).</summary>
    public static UpstreamFailure SlowRequest { get; } = new(ResponseFlags.DPE, 408, "request timeout", RetryConditions.None);

    /// <summary>The stream exceeded <c>max_stream_duration</c>, the request being complete.</summary>
    public static UpstreamFailure StreamDuration { get; } = new(ResponseFlags.DT, 504, "downstream duration timeout", RetryConditions.None);

    /// <summary>The same while the request was still arriving.</summary>
    public static UpstreamFailure RequestDuration { get; } = new(ResponseFlags.DT, 408, "downstream duration timeout", RetryConditions.None);

    /// <summary>The request is valid, but the protocol of the cluster or the client library cannot carry it.</summary>
    public static UpstreamFailure CannotBeSent { get; } = new(ResponseFlags.DPE, 400, "", RetryConditions.None);

    /// <summary>Something in the gateway itself.</summary>
    public static UpstreamFailure InternalError { get; } = new(ResponseFlags.None, 500, "", RetryConditions.None);

    private static RetryConditions AfterSending =>
        RetryConditions.Reset | RetryConditions.SafeReset | RetryConditions.ServerError | RetryConditions.GatewayError;

    /// <summary>
    /// Reads the exception of an attempt that ended before the client got anything. Only what names the host is its fault: a failure of a connection to it, or an
    /// answer that breaks the rules. All else is not counted against it.
    /// </summary>
    /// <param name="exception">What the forwarder reports.</param>
    /// <param name="isOfAnswer">It came while an answer was written to the client.</param>
    public static AttemptOutcome From(Exception? exception, bool isOfAnswer)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case UnsendableRequestException:
                    return AttemptOutcome.Of(FaultOwner.Client, CannotBeSent);
                case HeaderChangeException:
                    return AttemptOutcome.Of(FaultOwner.Gateway, InternalError);
                case UpgradeDeclinedException:
                    return AttemptOutcome.Of(FaultOwner.None, ProtocolError);
                case HttpRequestException { HttpRequestError: HttpRequestError.ExtendedConnectNotSupported }:
                    return AttemptOutcome.Of(FaultOwner.Gateway, ProtocolError);
                case UpstreamConnectException:
                case HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError or HttpRequestError.ConnectionError }:
                    return AttemptOutcome.Of(FaultOwner.Upstream, ConnectionFailure);
                case HttpProtocolException { ErrorCode: Http2Error.RefusedStream }:
                    return AttemptOutcome.Of(FaultOwner.Upstream, RefusedStream);
                case HttpProtocolException:
                case SocketException { SocketErrorCode: SocketError.ConnectionReset }:
                    return AttemptOutcome.Of(FaultOwner.Upstream, RemoteReset);
                case HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded }:
                case HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded }:
                // The server's own exception for a header, a length or a switch of protocols that it does not write.
                case InvalidOperationException when isOfAnswer:
                    return AttemptOutcome.Of(FaultOwner.Upstream, ProtocolError);
            }
        }

        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is UpstreamTerminatedException or IOException or SocketException)
                return AttemptOutcome.Of(FaultOwner.Upstream, ConnectionTermination);
        }

        // The client library refused the request before it wrote anything: its headers are more than the host takes (RFC 9113, SETTINGS_MAX_HEADER_LIST_SIZE).
        return exception is HttpRequestException { HttpRequestError: HttpRequestError.Unknown, InnerException: null } && !isOfAnswer
            ? AttemptOutcome.Of(FaultOwner.Client, CannotBeSent)
            : AttemptOutcome.Of(FaultOwner.Gateway, InternalError);
    }

    /// <summary>Error codes of RFC 9113, 7.</summary>
    private static class Http2Error
    {
        public const long RefusedStream = 7;
    }
}
