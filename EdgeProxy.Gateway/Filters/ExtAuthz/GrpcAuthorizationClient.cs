using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Filters.AuthorizationV3;
using EdgeProxy.Gateway.Routing;
using EdgeProxy.Gateway.Upstream;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Grpc.Net.Client;

namespace EdgeProxy.Gateway.Filters;

/// <summary>Asks an authorization service by gRPC (<c>envoy.service.auth.v3.Authorization/Check</c>).</summary>
internal sealed class GrpcAuthorizationClient : AuthorizationClient
{
    private const string PartialBodyName = "x-envoy-auth-partial-body";
    private readonly ExtAuthzConfig _config;
    private readonly FilterServices _services;
    private readonly AuthorizationV3.Authorization.AuthorizationClient _client;
    private readonly ValueMatcher[]? _allowed;
    private readonly ValueMatcher[] _disallowed;
    private readonly (string Name, HeaderFormat Value)[] _metadata;

#pragma warning disable CA2000 // The channel holds its handler, which holds nothing: the connections are the cluster's.
    public GrpcAuthorizationClient(ExtAuthzConfig config, FilterServices services)
    {
        _config = config;
        _services = services;
        _allowed = config.AllowedHeaders is { } names ? HeaderRules.Matchers(names) : null;
        _disallowed = HeaderRules.Matchers(config.DisallowedHeaders);
        _metadata = [.. config.Grpc!.Metadata.Select(header => (header.Name.ToLowerInvariant(), HeaderFormat.Parse(header.Value)))];
        var handler = new AuthorityHandler(config.Grpc.Authority.Length > 0 ? config.Grpc.Authority : config.Grpc.Cluster)
        {
            InnerHandler = new ClusterHandler(services.FindCluster(config.Grpc.Cluster), MostBytes),
        };
        var channel = GrpcChannel.ForAddress("http://authorization", new GrpcChannelOptions { HttpHandler = handler, MaxReceiveMessageSize = MostBytes });
        _client = new AuthorizationV3.Authorization.AuthorizationClient(channel);
    }
#pragma warning restore CA2000

    public override async Task<AuthorizationAnswer> CheckAsync(FilterContext context, BufferedBody? body, IReadOnlyDictionary<string, string> extensions)
    {
        var metadata = new Grpc.Core.Metadata();
        foreach (var (name, value) in _metadata)
            metadata.Add(name, value.Format(context.Info));
        var options = new CallOptions(metadata, _services.Time.GetUtcNow().UtcDateTime + _config.Grpc!.Timeout, context.Http.RequestAborted);
        try
        {
            return Read(await _client.CheckAsync(Create(context, body, extensions), options));
        }
        catch (RpcException) when (!context.Http.RequestAborted.IsCancellationRequested)
        {
            return AuthorizationAnswer.Error;
        }
        catch (RpcException failure)
        {
            throw new OperationCanceledException("The client is gone.", failure, context.Http.RequestAborted);
        }
    }

    private CheckRequest Create(FilterContext context, BufferedBody? body, IReadOnlyDictionary<string, string> extensions)
    {
        var (request, connection) = (context.Request, context.Http.Connection);
        var http = new AuthorizationV3.HttpRequest
        {
            Id = request.Headers["x-request-id"].ToString(),
            Method = request.Method,
            Path = context.Target,
            Host = request.Headers.Host.ToString(),
            Scheme = context.Scheme,
            Size = request.ContentLength ?? (body is { IsWhole: true } whole ? whole.Bytes.Length : -1),
            Protocol = request.Protocol,
        };
        AddHeaders(http, context);
        if (body is { } given)
        {
            http.Headers[PartialBodyName] = given.IsWhole ? "false" : "true";
            if (_config.Body is { PackAsBytes: true })
                http.RawBody = ByteString.CopyFrom(given.Bytes.Span);
            else
                http.Body = Encoding.UTF8.GetString(given.Bytes.Span);
        }

        var attributes = new AttributeContext
        {
            Source = Peer(connection.RemoteIpAddress, connection.RemotePort),
            Destination = Peer(connection.LocalIpAddress, connection.LocalPort),
            Request = new Request { Time = Timestamp.FromDateTimeOffset(_services.Time.GetUtcNow()), Http = http },
        };
        foreach (var (name, value) in extensions)
            attributes.ContextExtensions[name] = value;
        foreach (var name in _config.MetadataNamespaces)
        {
            if (context.Metadata.TryGetValue(name, out var values))
                (attributes.MetadataContext ??= new AuthorizationV3.Metadata()).FilterMetadata[name] = JsonParser.Default.Parse<Struct>(values.ToJsonString());
        }

        return new CheckRequest { Attributes = attributes };
    }

    private void AddHeaders(AuthorizationV3.HttpRequest http, FilterContext context)
    {
        Add(":method", http.Method);
        Add(":path", http.Path);
        Add(":authority", http.Host);
        Add(":scheme", http.Scheme);
        foreach (var (name, values) in context.Request.Headers)
        {
            var lower = name.ToLowerInvariant();
            if (lower is not ("host" or ":method" or ":path" or ":authority" or ":scheme"))
                Add(lower, string.Join(',', values.AsEnumerable()));
        }

        void Add(string name, string value)
        {
            if (!HeaderRules.Matches(_disallowed, name) && (_allowed is null || HeaderRules.Matches(_allowed, name)))
                http.Headers[name] = value;
        }
    }

    private static Peer Peer(IPAddress? address, int port) => new()
    {
        Address = new Address
        {
            SocketAddress = new AuthorizationV3.SocketAddress { Address = (address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address)?.ToString() ?? "", PortValue = (uint)port },
        },
    };

    private static AuthorizationAnswer Read(CheckResponse response)
    {
        var metadata = response.OkResponse?.DynamicMetadata ?? response.DynamicMetadata;
        var values = metadata is null ? null : JsonNode.Parse(JsonFormatter.Default.Format(metadata)) as JsonObject;
        if (response.Status is not null && response.Status.Code != 0)
        {
            var denied = response.DeniedResponse;
            return new AuthorizationAnswer(AuthorizationResult.Denied)
            {
                Status = denied?.Status?.Code is >= 200 and <= 599 and var status ? status : StatusCodes.Status403Forbidden,
                Body = denied is null ? [] : Encoding.UTF8.GetBytes(denied.Body),
                HeadersToSet = denied is null ? [] : [.. denied.Headers.SelectMany(Header).Select(header => (header.Name, header.Value))],
                Metadata = values,
            };
        }

        if (response.OkResponse is not { } ok)
            return new AuthorizationAnswer(AuthorizationResult.Ok) { Metadata = values };
        var headers = ok.Headers.SelectMany(Header).ToList();
        var ofResponse = ok.ResponseHeadersToAdd.SelectMany(Header).ToList();
        return new AuthorizationAnswer(AuthorizationResult.Ok)
        {
            HeadersToSet = [.. headers.Where(header => !header.Appends).Select(header => (header.Name, header.Value))],
            HeadersToAdd = [.. headers.Where(header => header.Appends).Select(header => (header.Name, header.Value))],
            HeadersToRemove = [.. ok.HeadersToRemove],
            ResponseHeadersToSet = [.. ofResponse.Where(header => !header.Appends).Select(header => (header.Name, header.Value))],
            ResponseHeadersToAdd = [.. ofResponse.Where(header => header.Appends).Select(header => (header.Name, header.Value))],
            QueryToSet = [.. ok.QueryParametersToSet.Select(parameter => (parameter.Key, parameter.Value))],
            QueryToRemove = [.. ok.QueryParametersToRemove],
            Metadata = values,
        };
    }

    /// <summary>A header that can be written; none for one that cannot. Here <c>append</c> is false unless it is given.</summary>
    private static IEnumerable<(string Name, string Value, bool Appends)> Header(HeaderValueOption option)
    {
        if (option.Header is not { } header)
            yield break;
        var value = header.RawValue.IsEmpty ? header.Value : Encoding.Latin1.GetString(header.RawValue.Span);
        if (HeaderRules.MaySet(header.Key, value))
            yield return (header.Key.ToLowerInvariant(), value, option.Append == true);
    }

    /// <summary>Names the service as the configuration does: the address is the host's.</summary>
    private sealed class AuthorityHandler(string authority) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.TryAddWithoutValidation("Host", authority);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
