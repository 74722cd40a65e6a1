using System.Diagnostics;
using System.Net;

namespace EdgeProxy.Conformance;

/// <summary>The ways to drive a case with .NET's own client, for HTTP/2 with prior knowledge and for the admin port.</summary>
public static class ClientExchange
{
    /// <summary>An HTTP/2 request with prior knowledge; its target goes out verbatim.</summary>
    /// <param name="method">The method.</param>
    /// <param name="target">The request target.</param>
    /// <param name="shape">Sets headers and content.</param>
    public static Func<ConformanceTarget, string, CancellationToken, Task<Observation>> Http2(
        HttpMethod method, string target, Action<HttpRequestMessage>? shape = null) =>
        async (proxy, id, cancellation) =>
        {
            using var client = NewClient();
            return await SendHttp2Async(client, proxy, method, target, id, shape, cancellation);
        };

    /// <summary>Sends one HTTP/2 request with a client that the case keeps.</summary>
    public static async Task<Observation> SendHttp2Async(
        HttpClient client, ConformanceTarget proxy, HttpMethod method, string target, string id, Action<HttpRequestMessage>? shape, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(proxy);
        using var request = new HttpRequestMessage(method, Verbatim(proxy.Address, target))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.Add(RawRequest.IdHeader, id);
        shape?.Invoke(request);
        var watch = Stopwatch.StartNew();
        return await SendAsync(client, request, cancellation) with { Elapsed = watch.Elapsed };
    }

    /// <summary>A request to the admin port.</summary>
    public static Func<ConformanceTarget, string, CancellationToken, Task<Observation>> Admin(HttpMethod method, string target) =>
        async (proxy, _, cancellation) =>
        {
            using var client = NewClient();
            return await SendAdminAsync(client, proxy, method, target, cancellation);
        };

    /// <summary>Sends one request to the admin port with a client that the case keeps.</summary>
    public static async Task<Observation> SendAdminAsync(
        HttpClient client, ConformanceTarget proxy, HttpMethod method, string target, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(proxy);
        using var request = new HttpRequestMessage(method, Verbatim(proxy.Admin!, target));
        return await SendAsync(client, request, cancellation);
    }

    /// <summary>A client that follows nothing, decompresses nothing, adds nothing and asks no other proxy.</summary>
    public static HttpClient NewClient() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = null,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private static Uri Verbatim(Uri address, string target) =>
        new($"{address.GetLeftPart(UriPartial.Authority)}{target}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });

    private static async Task<Observation> SendAsync(HttpClient client, HttpRequestMessage request, CancellationToken cancellation)
    {
        HttpResponseMessage message;
        try
        {
            message = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        }
        catch (HttpRequestException e)
        {
            return Observation.Of(ObservedResponse.None) with
            {
                Facts = new Dictionary<string, string> { ["error"] = e.InnerException?.Message ?? e.Message },
            };
        }

        using (message)
            return await ReadAsync(message, cancellation);
    }

    private static async Task<Observation> ReadAsync(HttpResponseMessage message, CancellationToken cancellation)
    {
        var body = new BodyCollector();
        var end = ConnectionEnd.NotLooked;
        try
        {
            await using var stream = await message.Content.ReadAsStreamAsync(cancellation);
            var buffer = new byte[64 * 1024];
            for (int read; (read = await stream.ReadAsync(buffer, cancellation)) > 0;)
                body.Add(buffer.AsSpan(0, read));
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            end = ConnectionEnd.Reset;
        }

        return Observation.Of(new ObservedResponse
        {
            Version = message.Version.Major == 2 ? "HTTP/2" : $"HTTP/{message.Version}",
            Status = (int)message.StatusCode,
            Headers = Collect(message.Headers.NonValidated, message.Content.Headers.NonValidated),
            Trailers = Collect(message.TrailingHeaders.NonValidated),
            Body = body.ToArray(),
            BodyLength = body.Length,
            // .NET's client does not compare the two on HTTP/2; whoever reads the answer can.
            Complete = end == ConnectionEnd.NotLooked && (message.RequestMessage?.Method == HttpMethod.Head || (message.Content.Headers.ContentLength ?? body.Length) == body.Length),
        }) with
        { ConnectionEnd = end };
    }

    private static HeaderList Collect(params System.Net.Http.Headers.HttpHeadersNonValidated[] sources)
    {
        var list = new HeaderList();
        foreach (var source in sources)
        {
            foreach (var (name, values) in source)
            {
                foreach (var value in values)
                    list.Add(name, value);
            }
        }

        return list;
    }
}
