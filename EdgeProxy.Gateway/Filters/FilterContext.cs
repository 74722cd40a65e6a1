using System.Diagnostics;
using System.Text.Json.Nodes;
using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Observability;
using EdgeProxy.Gateway.Primitives;
using EdgeProxy.Gateway.Routing;
using Microsoft.AspNetCore.Http.Features;

namespace EdgeProxy.Gateway.Filters;

/// <summary>One request as its filters see it, and what they leave for its way: headers are changed in the request itself.</summary>
internal sealed class FilterContext(IFilteredRequest request, string scheme, string target, Route? route, ConnectionManagerConfig listener)
{
    private const int FirstSize = 4096;
    private readonly HttpContext _http = request.Info.Context;
    private List<Func<HttpResponseMessage, Func<Stream, Stream>?>>? _bodies;
    private List<(string Name, string Value)>? _upstreamHeaders;
    private List<Action>? _endings;

    public HttpContext Http => _http;

    public HttpRequest Request => _http.Request;

    /// <summary>What is known of the request, for header values with variables.</summary>
    public ref readonly RequestInfo Info => ref request.Info;

    /// <summary>The scheme that the client really used.</summary>
    public string Scheme => scheme;

    /// <summary>Path and query; a filter may change them.</summary>
    public string Target { get; set; } = target;

    /// <summary>The route; null for a request that none matches.</summary>
    public Route? Route => route;

    /// <summary>The request may have a body that is no tunnel.</summary>
    public bool HasBody => _http.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: true } && Request.Headers.Upgrade.Count == 0 && Request.Method != HttpMethods.Connect;

    /// <summary>The route is to be matched again, with what the filters changed.</summary>
    public bool ClearsRoute { get; set; }

    /// <summary>The flag in the access log of a request that goes on.</summary>
    public ResponseFlags Flag { get; set; }

    /// <summary>The request is a health check (Envoy's <c>not_health_check_filter</c> of access logs asks).</summary>
    public bool IsHealthCheck { get; set; }

    /// <summary>The trailers of the service are not sent to the client.</summary>
    public bool HidesTrailers { get; set; }

    /// <summary>Envoy's dynamic metadata, by namespace; empty until a filter sets some.</summary>
    public Dictionary<string, JsonObject> Metadata => field ??= new(StringComparer.Ordinal);

    /// <summary>Headers for the upstream that no client may send (<c>x-envoy-</c>).</summary>
    public IReadOnlyList<(string Name, string Value)> UpstreamHeaders => _upstreamHeaders ?? [];

    public void AddUpstreamHeader(string name, string value) => (_upstreamHeaders ??= []).Add((name, value));

    /// <summary>Changes the head of the answer, the service's or the gateway's own. Filters further on change it first.</summary>
    public void OnResponse(Action<HttpResponse> change) => _http.Response.OnStarting(() =>
    {
        change(_http.Response);
        return Task.CompletedTask;
    });

    /// <summary>Replaces the body of the service's answer; null leaves one as it is. Filters further on see it first.</summary>
    public void OnResponseBody(Func<HttpResponseMessage, Func<Stream, Stream>?> wrap) => (_bodies ??= []).Add(wrap);

    /// <summary>Runs when the request is over, however it ended.</summary>
    public void OnEnd(Action action) => (_endings ??= []).Add(action);

    /// <summary>What takes the place of the body of the service's answer; null for nothing.</summary>
    public Func<Stream, Stream>? WrapResponse(HttpResponseMessage response)
    {
        Func<Stream, Stream>? all = null;
        for (var index = (_bodies?.Count ?? 0) - 1; index >= 0; index--)
        {
            if (_bodies![index](response) is not { } next)
                continue;
            var inner = all;
            all = inner is null ? next : body => next(inner(body));
        }

        return all;
    }

    /// <summary>The request is over.</summary>
    public void End()
    {
        if (_endings is null)
            return;
        foreach (var action in _endings)
            action();
    }

    /// <summary>Reads the request's body into memory; what was read is read again on its way to the service.</summary>
    /// <param name="most">How many bytes at the most.</param>
    public async ValueTask<BufferedBody> BufferBodyAsync(int most)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(_http.RequestAborted);
        var (start, body) = (Stopwatch.GetTimestamp(), Request.Body);
        // One byte more distinguishes a complete body from a longer one.
        var bytes = new byte[Math.Min(most, FirstSize) + 1];
        var (length, isWhole) = (0, false);
        try
        {
            while (!isWhole && length <= most)
            {
                if (length == bytes.Length)
                    Array.Resize(ref bytes, (int)Math.Min(2L * bytes.Length, most + 1L));
                SetLimit(limit, start);
                var count = await body.ReadAsync(bytes.AsMemory(length), limit.Token);
                isWhole = count == 0;
                length += count;
            }
        }
        catch (OperationCanceledException) when (!_http.RequestAborted.IsCancellationRequested)
        {
            return new BufferedBody(default, IsWhole: false, new FilterReply(StatusCodes.Status408RequestTimeout, "stream timeout", ResponseFlags.SI));
        }
        catch (BadHttpRequestException refused)
        {
            return new BufferedBody(default, IsWhole: false, new FilterReply(refused.StatusCode, "", ResponseFlags.DPE));
        }

        Request.Body = new PrefixedStream(bytes.AsMemory(0, length), body);
        return new BufferedBody(bytes.AsMemory(0, Math.Min(length, most)), isWhole);
    }

    /// <summary>The stream's idle timeout, or what is left of the request's own.</summary>
    private void SetLimit(CancellationTokenSource limit, long start)
    {
        var next = listener.StreamIdleTimeout > TimeSpan.Zero ? listener.StreamIdleTimeout : TimerTime.Longest;
        if (listener.RequestTimeout > TimeSpan.Zero)
        {
            var left = listener.RequestTimeout - Stopwatch.GetElapsedTime(start);
            next = left < next ? left : next;
        }

        limit.CancelAfter(next > TimeSpan.Zero ? next.ForTimer() : TimeSpan.Zero);
    }
}
