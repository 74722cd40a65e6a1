using System.Net.Sockets;
using EdgeProxy.Gateway.Clusters;
using EdgeProxy.Gateway.Model;

namespace EdgeProxy.Gateway.Forwarding;

/// <summary>How an attempt failed before any response header: Envoy's words for it and what may be done about it.</summary>
internal sealed record UpstreamFailure(ResponseFlags Flag, int Status, string Body, RetryConditions RetriedBy)
{
    private const string Reset = "upstream connect error or disconnect/reset before headers. reset reason: ";

    public static UpstreamFailure ConnectionFailure { get; } = new(
        ResponseFlags.UF, 503, Reset + "connection failure", RetryConditions.ConnectFailure | RetryConditions.ServerError | RetryConditions.GatewayError);

    public static UpstreamFailure ConnectionTermination { get; } = new(
        ResponseFlags.UC, 503, Reset + "connection termination", AfterSending);

    public static UpstreamFailure RemoteReset { get; } = new(
        ResponseFlags.UR, 503, Reset + "remote reset", AfterSending);

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

    private static RetryConditions AfterSending =>
        RetryConditions.Reset | RetryConditions.SafeReset | RetryConditions.ServerError | RetryConditions.GatewayError;

    /// <summary>Reads the exception that the client threw.</summary>
    public static UpstreamFailure From(Exception? exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case UpstreamConnectException:
                case HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError or HttpRequestError.ConnectionError }:
                    return ConnectionFailure;
                case HttpProtocolException:
                case SocketException { SocketErrorCode: SocketError.ConnectionReset }:
                    return RemoteReset;
                case HttpIOException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded }:
                case HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded }:
                // The server's own words for a header, a length or a switch of protocols that it does not write.
                case InvalidOperationException:
                    return ProtocolError;
            }
        }

        return ConnectionTermination;
    }
}
