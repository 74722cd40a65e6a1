namespace EdgeProxy.Gateway.Listening;

/// <summary>The limits of an HTTP/1 head.</summary>
/// <param name="MaxHeadBytes">Request line and headers together.</param>
/// <param name="MaxHeaders">The number of headers.</param>
/// <param name="HeadTimeout">How long a head that has begun may pause.</param>
/// <param name="RequestTimeout">How long a head that has begun may take; 0 for as long as it likes.</param>
internal sealed record Http1InputLimits(int MaxHeadBytes, int MaxHeaders, TimeSpan HeadTimeout, TimeSpan RequestTimeout);
