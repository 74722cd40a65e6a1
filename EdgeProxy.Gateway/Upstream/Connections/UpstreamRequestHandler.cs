using System.Net;

namespace EdgeProxy.Gateway.Upstream;

/// <summary>Sends the requests with an <see cref="UpstreamExchange"/>; all others pass as they are.</summary>
internal sealed class UpstreamRequestHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is null && !ReferenceEquals(request.Headers.Host, RequestHeadOverride.PlaceholderHost))
            return base.SendAsync(request, cancellationToken);
        if (request.Version.Major < 2)
        {
            return UpstreamExchange.Find(request) is { } exchange
                ? exchange.SendAsync(() => base.SendAsync(request, cancellationToken))
                : base.SendAsync(request, cancellationToken);
        }

        // HTTP/2 has no framing by headers: an empty content carries its headers and adds none.
        if (request.Content is null && RequestHeadOverride.Find(request) is { } head)
        {
            request.Headers.Host = head.Host;
            request.Content = new EmptyContent(head);
        }

        return base.SendAsync(request, cancellationToken);
    }

    private sealed class EmptyContent : HttpContent
    {
        public EmptyContent(RequestHeadOverride head)
        {
            foreach (var (name, values) in head.Headers)
                Headers.TryAddWithoutValidation(name, values.AsEnumerable());
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => Task.CompletedTask;

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
