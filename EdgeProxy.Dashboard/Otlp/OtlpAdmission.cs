using Microsoft.Extensions.Options;

namespace EdgeProxy.Dashboard.Otlp;

/// <summary>Counts the bytes of requests that are being read, so that many large ones at once cannot exhaust the memory. Safe for several threads.</summary>
internal sealed class OtlpAdmission(IOptions<OtlpOptions> options)
{
    private long _inFlight;

    public int MaxRequestBytes => options.Value.MaxRequestBytes;

    /// <summary>Asks for room.</summary>
    /// <exception cref="OtlpRefusedException">There is none now.</exception>
    public void Admit(long bytes)
    {
        if (Interlocked.Add(ref _inFlight, bytes) <= options.Value.MaxBytesInFlight)
            return;
        Release(bytes);
        throw new OtlpRefusedException(
            OtlpRefusal.Overloaded,
            $"Too many requests at the same time: {options.Value.MaxBytesInFlight} bytes are being read. Send it again after {options.Value.RetryAfterSeconds} s.")
        {
            RetryAfter = TimeSpan.FromSeconds(options.Value.RetryAfterSeconds),
        };
    }

    public void Release(long bytes) => Interlocked.Add(ref _inFlight, -bytes);

    /// <exception cref="OtlpRefusedException">It is larger than a request may be.</exception>
    public void CheckSize(long bytes)
    {
        if (bytes > MaxRequestBytes)
            throw TooLarge();
    }

    public OtlpRefusedException TooLarge() => new(
        OtlpRefusal.TooLarge,
        $"The request has more than {MaxRequestBytes} bytes after decompression. Send smaller batches, or raise {OtlpOptions.Section}:MaxRequestBytes.");
}
