using System.Text.Json.Nodes;
using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Routing;
using EdgeProxy.Gateway.Upstream;

namespace EdgeProxy.Gateway.Filters;

/// <summary>Asks an authorization service by HTTP: with the method, path and Host of the request and the headers that are allowed. 200 lets it pass, 5xx is a failure.</summary>
#pragma warning disable CA1001 // The client holds nothing: the connections are the cluster's.
internal sealed class HttpAuthorizationClient : AuthorizationClient
#pragma warning restore CA1001
{
    private const string HeadersToRemoveName = "x-envoy-auth-headers-to-remove";
    private const string PartialBodyName = "x-envoy-auth-partial-body";
    private readonly ExtAuthzHttpConfig _config;
    private readonly HttpMessageInvoker _client;
    private readonly ValueMatcher[] _allowed;
    private readonly ValueMatcher[] _disallowed;
    private readonly ValueMatcher[] _upstream;
    private readonly ValueMatcher[] _append;
    private readonly ValueMatcher[]? _ofRefusal;
    private readonly ValueMatcher[] _ofSuccess;
    private readonly ValueMatcher[] _metadata;
    private readonly (string Name, HeaderFormat Value)[] _added;

    public HttpAuthorizationClient(ExtAuthzConfig config, FilterServices services)
    {
        _config = config.Http!;
        _client = new HttpMessageInvoker(new ClusterHandler(services.FindCluster(_config.Server.Cluster), MostBytes));
        _allowed = HeaderRules.Matchers(config.AllowedHeaders ?? []);
        _disallowed = HeaderRules.Matchers(config.DisallowedHeaders);
        _upstream = HeaderRules.Matchers(_config.UpstreamHeaders);
        _append = HeaderRules.Matchers(_config.UpstreamHeadersToAppend);
        _ofRefusal = _config.ClientHeaders is { } names ? HeaderRules.Matchers(names) : null;
        _ofSuccess = HeaderRules.Matchers(_config.ClientHeadersOnSuccess);
        _metadata = HeaderRules.Matchers(_config.MetadataHeaders);
        _added = [.. _config.HeadersToAdd.Select(header => (header.Name, HeaderFormat.Parse(header.Value)))];
    }

    public override async Task<AuthorizationAnswer> CheckAsync(FilterContext context, BufferedBody? body, IReadOnlyDictionary<string, string> extensions)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(context.Http.RequestAborted);
        timeout.CancelAfter(_config.Server.Timeout.ForTimer());
        using var request = Create(context, body);
        try
        {
            using var response = await _client.SendAsync(request, timeout.Token);
            return Read(response, await response.Content.ReadAsByteArrayAsync(timeout.Token));
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or InvalidOperationException || (failure is OperationCanceledException && !context.Http.RequestAborted.IsCancellationRequested))
        {
            return AuthorizationAnswer.Error;
        }
    }

    private HttpRequestMessage Create(FilterContext context, BufferedBody? body)
    {
        var headers = context.Request.Headers;
        var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), Target(_config.PathPrefix + context.Target))
        {
            Content = new ReadOnlyMemoryContent(body?.Bytes ?? default),
        };
        request.Headers.TryAddWithoutValidation("Host", headers.Host.ToString());
        foreach (var (name, values) in headers)
        {
            var lower = name.ToLowerInvariant();
            if (!HeaderRules.MayRemove(name) || HeaderRules.Matches(_disallowed, lower) || (lower != "authorization" && !HeaderRules.Matches(_allowed, lower)))
                continue;
            if (!request.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
                request.Content.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
        }

        if (body is { } given)
            request.Headers.TryAddWithoutValidation(PartialBodyName, given.IsWhole ? "false" : "true");
        foreach (var (name, value) in _added)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value.Format(context.Info));
        }

        return request;
    }

    /// <summary>The path is sent as the client sent it.</summary>
    private static Uri Target(string path) => new("http://authorization" + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });

    private AuthorizationAnswer Read(HttpResponseMessage response, byte[] body)
    {
        var status = (int)response.StatusCode;
        var headers = response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
            .SelectMany(header => header.Value.Select(value => (Name: header.Key.ToLowerInvariant(), Value: value)))
            .Where(header => HeaderRules.MaySet(header.Name, header.Value)).ToList();
        return status switch
        {
            >= 500 => AuthorizationAnswer.Error,
            StatusCodes.Status200OK => new AuthorizationAnswer(AuthorizationResult.Ok)
            {
                HeadersToSet = [.. headers.Where(header => HeaderRules.Matches(_upstream, header.Name))],
                HeadersToAppend = [.. headers.Where(header => HeaderRules.Matches(_append, header.Name))],
                HeadersToRemove = [.. headers.Where(header => header.Name == HeadersToRemoveName)
                    .SelectMany(header => header.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))],
                ResponseHeadersToAdd = [.. headers.Where(header => HeaderRules.Matches(_ofSuccess, header.Name))],
                Metadata = Metadata(headers),
            },
            _ => new AuthorizationAnswer(AuthorizationResult.Denied)
            {
                Status = status,
                Body = body,
                HeadersToSet = [.. headers.Where(header => IsOfRefusal(header.Name))],
                Metadata = Metadata(headers),
            },
        };
    }

    private bool IsOfRefusal(string name) => _ofRefusal is null || name is "www-authenticate" or "location" || HeaderRules.Matches(_ofRefusal, name);

    private JsonObject? Metadata(List<(string Name, string Value)> headers)
    {
        if (_metadata.Length == 0)
            return null;
        var metadata = new JsonObject();
        foreach (var (name, value) in headers.Where(header => HeaderRules.Matches(_metadata, header.Name)))
            metadata[name] = value;
        return metadata;
    }
}
