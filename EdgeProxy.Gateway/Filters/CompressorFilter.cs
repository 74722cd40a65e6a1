using System.Globalization;
using System.Net;
using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Observability.Stats;
using Microsoft.Extensions.Primitives;

namespace EdgeProxy.Gateway.Filters;

/// <summary>Compresses answers of services for clients that take it (Envoy, "Compressor").</summary>
internal sealed class CompressorFilter : HttpFilter
{
    private const string Codings = "EdgeProxy.Codings";
    private readonly CompressorConfig _config;
    private readonly bool _removesAcceptEncoding;
    private readonly FilterCounter _compressed;
    private readonly FilterCounter _notCompressed;

    public CompressorFilter(CompressorConfig config, FilterServices services)
    {
        _config = config;
        _removesAcceptEncoding = config.RemoveAcceptEncoding;
        var name = config.Encoding == "br" ? "brotli" : config.Encoding;
        _compressed = services.Counter($"compressor.{name}.compressed");
        _notCompressed = services.Counter($"compressor.{name}.not_compressed");
    }

    private CompressorFilter(CompressorFilter filter, bool removesAcceptEncoding)
    {
        (_config, _compressed, _notCompressed) = (filter._config, filter._compressed, filter._notCompressed);
        _removesAcceptEncoding = removesAcceptEncoding;
    }

    public override HttpFilter? ForRoute(IReadOnlyList<FilterSettings> settings)
    {
        if (!_config.Enabled)
            return null;
        return settings is [.., CompressorRouteConfig { RemoveAcceptEncoding: { } removes }] ? new CompressorFilter(this, removes) : this;
    }

    public override ValueTask<FilterReply?> OnRequestAsync(FilterContext context)
    {
        var accepted = context.Request.Headers.AcceptEncoding;
        // All compressors of the chain share the choice between them.
        if (context.Http.Items.TryGetValue(Codings, out var known) && known is CodingChoice choice)
            choice.Offer(_config);
        else
            context.Http.Items[Codings] = choice = new CodingChoice(accepted, _config);
        if (_removesAcceptEncoding)
            context.Request.Headers.Remove("Accept-Encoding");
        context.OnResponseBody(response => Wrap(context, response, choice));
        return default;
    }

    private Func<Stream, Stream>? Wrap(FilterContext context, HttpResponseMessage message, CodingChoice choice)
    {
        var response = context.Http.Response;
        if (!IsCompressible(message, response))
        {
            _notCompressed.Add();
            return null;
        }

        // Another answer may go to a client that takes another coding.
        AddVary(response.Headers);
        if (choice.Coding != _config.Encoding || !HasBody(context.Request, response))
        {
            _notCompressed.Add();
            return null;
        }

        _compressed.Add();
        if (response.Headers.ETag.ToString() is { Length: > 0 } tag && !tag.StartsWith("W/", StringComparison.Ordinal))
            response.Headers.Remove("ETag");
        response.Headers.ContentEncoding = _config.Encoding;
        return body => new CompressedStream(body, _config.Encoding);
    }

    private bool IsCompressible(HttpResponseMessage message, HttpResponse response)
    {
        var headers = response.Headers;
        return message.StatusCode != HttpStatusCode.SwitchingProtocols
            && (response.ContentLength is not { } length || length >= _config.MinContentLength)
            && !_config.UncompressibleStatuses.Contains(response.StatusCode)
            && headers.ContentEncoding.Count == 0
            && !headers.CacheControl.ToString().Contains("no-transform", StringComparison.OrdinalIgnoreCase)
            && (!_config.DisableOnEtag || headers.ETag.Count == 0)
            && IsOfType(response.ContentType);
    }

    /// <summary>Envoy: an answer without a type is compressed.</summary>
    private bool IsOfType(string? type)
    {
        if (string.IsNullOrEmpty(type))
            return true;
        var name = type.AsSpan(0, type.IndexOf(';', StringComparison.Ordinal) is >= 0 and var end ? end : type.Length).Trim();
        foreach (var allowed in _config.ContentTypes)
        {
            if (name.Equals(allowed, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static bool HasBody(HttpRequest request, HttpResponse response) =>
        request.Method != HttpMethods.Head && response.StatusCode is not (StatusCodes.Status204NoContent or StatusCodes.Status304NotModified) && response.ContentLength != 0;

    private static void AddVary(IHeaderDictionary headers)
    {
        if (!headers.Vary.ToString().Contains("Accept-Encoding", StringComparison.OrdinalIgnoreCase))
            headers.Vary = headers.Vary.Count == 0 ? "Accept-Encoding" : $"{headers.Vary}, Accept-Encoding";
    }

    /// <summary>Which of the codings of a chain a client likes best (RFC 9110, 12.5.3).</summary>
    private sealed class CodingChoice(StringValues accepted, CompressorConfig first)
    {
        private readonly List<CompressorConfig> _offers = [first];

        /// <summary>The coding; null for none.</summary>
        public string? Coding => field ??= Choose() ?? "";

        public void Offer(CompressorConfig config) => _offers.Add(config);

        private string? Choose()
        {
            var (best, bestQuality) = ((string?)null, 0.0);
            foreach (var offer in _offers)
            {
                var quality = Quality(offer.Encoding);
                // Of two that a client likes as much the last is chosen, unless the first is to be.
                if (quality > 0 && (quality > bestQuality || (quality == bestQuality && !offer.ChooseFirst && !_offers[0].ChooseFirst)))
                    (best, bestQuality) = (offer.Encoding, quality);
            }

            return best;
        }

        private double Quality(string coding)
        {
            double? any = null;
            foreach (var value in accepted)
            {
                foreach (var entry in value!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                {
                    var parts = entry.Split(';', 2, StringSplitOptions.TrimEntries);
                    var quality = parts.Length == 2 && parts[1].StartsWith("q=", StringComparison.OrdinalIgnoreCase)
                        && double.TryParse(parts[1].AsSpan(2), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var given) ? given : 1;
                    if (parts[0].Equals(coding, StringComparison.OrdinalIgnoreCase))
                        return quality;
                    if (parts[0] == "*")
                        any = quality;
                }
            }

            return any ?? 0;
        }
    }
}
