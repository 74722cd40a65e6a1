using Microsoft.AspNetCore.Hosting;

namespace Microsoft.AspNetCore.Builder;

/// <summary>What a service behind the edge accepts.</summary>
public static class EdgeLimitsExtensions
{
    // The edge lets 60 KiB of request line and headers pass, and up to 100 of these; what it adds comes on top.
    private const int EdgeHeadersSize = 60 * 1024;
    private const int EdgeHeaderCount = 100;
    private const int AddedHeadersSize = 4 * 1024;
    private const int AddedHeaderCount = 16;

    /// <summary>
    /// Accepts whatever the edge lets pass, so that the edge's limits are the only ones a client meets: Kestrel's own are lower (8 KiB of
    /// request line, 32 KiB of headers, 30 MB of body).
    /// </summary>
    /// <param name="builder">The service's builder.</param>
    /// <returns>The same builder.</returns>
    public static WebApplicationBuilder UseEdgeLimits(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestLineSize = EdgeHeadersSize;
            kestrel.Limits.MaxRequestHeadersTotalSize = EdgeHeadersSize + AddedHeadersSize;
            kestrel.Limits.MaxRequestHeaderCount = EdgeHeaderCount + AddedHeaderCount;
            kestrel.Limits.MaxRequestBodySize = null;
        });
        return builder;
    }
}
