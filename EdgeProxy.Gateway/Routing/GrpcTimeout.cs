using System.Globalization;

namespace EdgeProxy.Gateway.Routing;

/// <summary>The header <c>grpc-timeout</c>: at most eight digits and a unit (gRPC over HTTP/2, "Requests").</summary>
internal static class GrpcTimeout
{
    private const string Name = "grpc-timeout";
    private const int MostDigits = 8;

    /// <summary>The time that a caller gives; null where it gives none that can be read.</summary>
    public static TimeSpan? Of(HttpRequest request)
    {
        var text = request.Headers[Name].ToString();
        if (text.Length is < 2 or > MostDigits + 1 || !long.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            return null;
        return text[^1] switch
        {
            'H' => TimeSpan.FromHours(number),
            'M' => TimeSpan.FromMinutes(number),
            'S' => TimeSpan.FromSeconds(number),
            'm' => TimeSpan.FromMilliseconds(number),
            'u' => TimeSpan.FromMicroseconds(number),
            'n' => TimeSpan.FromTicks(number / TimeSpan.NanosecondsPerTick),
            _ => null,
        };
    }
}
