using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Upstream;

/// <summary>Probes one host once, by HTTP, gRPC or a connection.</summary>
internal sealed class HealthProbes : IDisposable
{
    private const string UserAgent = "EdgeProxy/HC";

    // Checks of another port than the host's own have connections of their own.
    private readonly HttpMessageInvoker _otherPorts = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false });

    /// <summary>Why the host did not pass; null when it did.</summary>
    public Task<string?> ProbeAsync(UpstreamHost host, HealthCheckConfig check, string cluster, CancellationToken cancellationToken) => check.Kind switch
    {
        HealthCheckKind.Http => ProbeHttpAsync(host, check, cluster, cancellationToken),
        HealthCheckKind.Tcp => ConnectAsync(host, cancellationToken),
        HealthCheckKind.Grpc => ProbeGrpcAsync(host, check, cluster, cancellationToken),
    };

    public void Dispose() => _otherPorts.Dispose();

    private static async Task<string?> ConnectAsync(UpstreamHost host, CancellationToken cancellationToken)
    {
        using var socket = new Socket(host.Address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(new IPEndPoint(host.Address.Address, host.Endpoint.HealthCheckPort ?? host.Address.Port), cancellationToken);
        return null;
    }

    private async Task<string?> ProbeHttpAsync(UpstreamHost host, HealthCheckConfig check, string cluster, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Get, host, check, check.Path, cluster);
        using var response = await Client(host).SendAsync(request, cancellationToken);
        var status = (int)response.StatusCode;
        return check.ExpectedStatuses.Any(range => status >= range.Start && status < range.End) ? null : $"status {status}";
    }

    /// <summary><c>grpc.health.v1.Health/Check</c>, written by hand: one string in, one enumeration out.</summary>
    private async Task<string?> ProbeGrpcAsync(UpstreamHost host, HealthCheckConfig check, string cluster, CancellationToken cancellationToken)
    {
        using var request = Request(HttpMethod.Post, host, check, "/grpc.health.v1.Health/Check", cluster);
        request.Version = HttpVersion.Version20;
        request.VersionPolicy = HttpVersionPolicy.RequestVersionExact;
        request.Content = new ByteArrayContent(GrpcFrame(check.GrpcService));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        request.Headers.TE.ParseAdd("trailers");
        using var response = await Client(host).SendAsync(request, cancellationToken);
        var answer = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        // Five bytes of framing, then field 1 (status) = 1 (SERVING).
        return answer.AsSpan(Math.Min(5, answer.Length)).StartsWith((byte[])[0x08, 0x01]) ? null : "not SERVING";
    }

    private HttpMessageInvoker Client(UpstreamHost host) => host.Endpoint.HealthCheckPort is null ? host.Client : _otherPorts;

    private static HttpRequestMessage Request(HttpMethod method, UpstreamHost host, HealthCheckConfig check, string path, string cluster)
    {
        var prefix = host.Endpoint.HealthCheckPort is { } port ? $"http://{new IPEndPoint(host.Address.Address, port)}" : host.Prefix;
        var request = new HttpRequestMessage(method, prefix + path);
        // As Envoy does, whatever the name of the cluster looks like.
        request.Headers.TryAddWithoutValidation("Host", check.Host.Length > 0 ? check.Host : cluster);
        request.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        return request;
    }

    /// <summary>A gRPC frame (no compression, the length in four bytes) of a message whose field 1, a string, is the service.</summary>
    private static byte[] GrpcFrame(string service)
    {
        var name = Encoding.UTF8.GetBytes(service);
        byte[] message = name.Length == 0 ? [] : [0x0A, .. Varint(name.Length), .. name];
        var frame = new byte[5 + message.Length];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame, 5);
        return frame;
    }

    /// <summary>Protocol Buffers' base 128 varint: seven bits a byte, the lowest first.</summary>
    private static IEnumerable<byte> Varint(int value)
    {
        for (; value > 0x7F; value >>= 7)
            yield return (byte)(0x80 | (value & 0x7F));
        yield return (byte)value;
    }
}
