using Microsoft.AspNetCore.Http.Features;

namespace EdgeProxy.Gateway.Forwarding;

/// <summary>
/// Takes the forwarder's reset of an HTTP/1 response that broke off. The request then ends with an exception, at which Kestrel sends what
/// was written, leaves the end out and closes the connection: the client sees that the answer is not whole.
/// </summary>
internal sealed class BrokenResponse : IHttpResetFeature
{
    public bool IsReset { get; private set; }

    public void Reset(int errorCode) => IsReset = true;

    /// <summary>Ends a request whose response broke off.</summary>
    /// <exception cref="BadHttpRequestException">It did.</exception>
    public static void ThrowIfReset(HttpContext context)
    {
        if (context.Features.Get<IHttpResetFeature>() is BrokenResponse { IsReset: true })
            throw new BadHttpRequestException("The upstream's answer broke off.", StatusCodes.Status502BadGateway);
    }
}
