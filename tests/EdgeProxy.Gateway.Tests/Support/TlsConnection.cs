using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace EdgeProxy.Gateway.Tests.Support;

/// <summary>A client's TLS connection, of which every part can be chosen.</summary>
public sealed class TlsConnection : IDisposable
{
    private readonly TcpClient _client;
    private readonly SslStream _stream;

    private TlsConnection(TcpClient client, SslStream stream) => (_client, _stream) = (client, stream);

    /// <summary>The subject of the certificate that the server showed.</summary>
    public string Server => _stream.RemoteCertificate!.Subject;

    /// <summary>What was chosen by ALPN; empty for nothing.</summary>
    public string Protocol => _stream.NegotiatedApplicationProtocol.ToString();

    public SslProtocols Version => _stream.SslProtocol;

    /// <summary>Connects; the server's certificate is not checked.</summary>
    /// <exception cref="AuthenticationException">The handshake failed.</exception>
    /// <exception cref="IOException">The server ended the connection.</exception>
    public static async Task<TlsConnection> OpenAsync(
        IPEndPoint address, string serverName, string[]? protocols = null, X509Certificate2? certificate = null, SslProtocols versions = SslProtocols.None)
    {
        var client = new TcpClient();
        try
        {
            await client.ConnectAsync(address, TestContext.Current.CancellationToken);
            var stream = new SslStream(client.GetStream());
            await stream.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = serverName,
                    ApplicationProtocols = protocols is null ? null : [.. protocols.Select(protocol => new SslApplicationProtocol(protocol))],
                    ClientCertificates = certificate is null ? null : [certificate],
                    EnabledSslProtocols = versions,
#pragma warning disable CA5359 // The certificate is looked at by the test.
                    RemoteCertificateValidationCallback = (_, _, _, _) => true,
#pragma warning restore CA5359
                },
                TestContext.Current.CancellationToken);
            return new TlsConnection(client, stream);
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>Sends a request of HTTP/1.1, and reads what comes until the end.</summary>
    public async Task<string> GetAsync(string target, string host, params string[] headers)
    {
        var request = $"GET {target} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n";
        await _stream.WriteAsync(Encoding.Latin1.GetBytes(request), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(_stream, Encoding.Latin1);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        _stream.Dispose();
        _client.Dispose();
    }
}
