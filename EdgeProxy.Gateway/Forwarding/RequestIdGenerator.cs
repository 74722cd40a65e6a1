using System.Security.Cryptography;

namespace EdgeProxy.Gateway.Forwarding;

/// <summary>
/// Makes UUIDs of version 4 (RFC 9562, 5.4) for <c>x-request-id</c>. The random bytes are fetched for many at once: <see cref="Guid.NewGuid"/>
/// asks the kernel for each.
/// </summary>
internal static class RequestIdGenerator
{
    private const int IdLength = 16;
    private const int AtOnce = 64;

    [ThreadStatic]
    private static byte[]? _bytes;

    [ThreadStatic]
    private static int _used;

    public static string Next()
    {
        var bytes = _bytes ??= new byte[IdLength * AtOnce];
        if (_used % AtOnce == 0)
        {
            RandomNumberGenerator.Fill(bytes);
            _used = 0;
        }

        var id = bytes.AsSpan(_used++ * IdLength, IdLength);
        id[6] = (byte)((id[6] & 0x0F) | 0x40);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new Guid(id, bigEndian: true).ToString();
    }
}
