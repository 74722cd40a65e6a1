using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace EdgeProxy.Gateway.Listening;

/// <summary>
/// Reports to Kestrel that HTTP/2 was negotiated. It takes HTTP/2 on a port that also serves HTTP/1.1 only after TLS has picked it
/// (dotnet/aspnetcore#56984), so the preface is presented as if TLS had.
/// </summary>
internal sealed class PriorKnowledge : ITlsConnectionFeature, ITlsApplicationProtocolFeature
{
    private static readonly byte[] Http2 = "h2"u8.ToArray();

    public ReadOnlyMemory<byte> ApplicationProtocol => Http2;

    public X509Certificate2? ClientCertificate
    {
        get => null;
        set => throw new NotSupportedException();
    }

    public Task<X509Certificate2?> GetClientCertificateAsync(CancellationToken cancellationToken) => Task.FromResult<X509Certificate2?>(null);
}
