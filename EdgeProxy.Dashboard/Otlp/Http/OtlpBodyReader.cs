using System.Buffers;
using System.IO.Compression;
using Microsoft.AspNetCore.Http.Features;

namespace EdgeProxy.Dashboard.Otlp.Http;

/// <summary>Reads a body into a pooled buffer, unpacked, within the limits.</summary>
internal sealed class OtlpBodyReader(OtlpAdmission admission)
{
    private const int FirstBuffer = 64 * 1024;

    /// <exception cref="OtlpRefusedException">It is too large, there is no room now, its encoding is not known, or it cannot be unpacked.</exception>
    public async Task<OtlpBody> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        // Our own limit answers with a google.rpc.Status where Kestrel's would not.
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = null;
        admission.CheckSize(request.ContentLength ?? 0);
        await using var stream = Unpacked(request);
        return await ReadAllAsync(stream, cancellationToken);
    }

    private LimitedReadStream Unpacked(HttpRequest request)
    {
        var encoding = request.Headers.ContentEncoding.ToString();
        if (encoding.Length == 0 || encoding.Equals("identity", StringComparison.OrdinalIgnoreCase) || encoding.Equals("none", StringComparison.OrdinalIgnoreCase))
            return Limited(request.Body);
        if (encoding.Equals("gzip", StringComparison.OrdinalIgnoreCase))
            return Limited(new GZipStream(request.Body, CompressionMode.Decompress));
        throw new OtlpRefusedException(OtlpRefusal.UnsupportedType, $"The content encoding '{encoding}' is not supported. Allowed: gzip, or none at all.");
    }

    private LimitedReadStream Limited(Stream stream) => new(stream, admission, refused => refused);

    private async Task<OtlpBody> ReadAllAsync(Stream stream, CancellationToken cancellationToken)
    {
        long admitted = 0;
        var buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
        try
        {
            Admit(buffer.Length);
            var length = 0;
            for (int read; (read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken)) > 0;)
            {
                length += read;
                if (length < buffer.Length)
                    continue;
                Admit(buffer.Length);
                var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                buffer.AsSpan(0, length).CopyTo(larger);
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = larger;
            }

            var body = new OtlpBody(buffer, length, admission, admitted);
            admitted = 0;
            buffer = null;
            return body;
        }
        catch (BadHttpRequestException e)
        {
            throw new OtlpRefusedException(OtlpRefusal.BadData, $"The body cannot be read: {e.Message}", e);
        }
        finally
        {
            admission.Release(admitted);
            if (buffer is not null)
                ArrayPool<byte>.Shared.Return(buffer);
        }

        void Admit(long bytes)
        {
            admission.Admit(bytes);
            admitted += bytes;
        }
    }
}
