using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>Envoy's <c>Compressor</c> with gzip or Brotli, and the older <c>Gzip</c>.</summary>
internal sealed class CompressorFilterReader : HttpFilterReader
{
    public override string Name => "envoy.filters.http.compressor";

    public override IReadOnlyList<string> Types => ["Compressor"];

    public override IReadOnlyList<string> RouteTypes => ["CompressorPerRoute"];

    public override FilterSettings Read(Message filter, Message? config, HashSet<string> clusters)
    {
        if (config is null)
        {
            filter.Missing("typed_config");
            return new CompressorConfig();
        }

        var result = ReadCommon(config, new CompressorConfig { Encoding = ReadLibrary(config), ChooseFirst = config.Bool("choose_first") ?? false });
        if (config.Child("response_direction_config") is { } response)
        {
            result = result with
            {
                DisableOnEtag = response.Bool("disable_on_etag_header") ?? result.DisableOnEtag,
                RemoveAcceptEncoding = response.Bool("remove_accept_encoding_header") ?? result.RemoveAcceptEncoding,
                UncompressibleStatuses = [.. response.Integers("uncompressible_response_codes", 200, 599)],
            };
            if (response.Child("common_config") is { } common)
            {
                result = ReadCommon(common, result);
                common.Finish();
            }

            response.RefuseTrue("answers say nothing of the compressor.", "status_header_enabled");
            response.Finish();
        }

        ReadRequestDirection(config);
        config.Finish();
        return result;
    }

    public override RouteFilterConfig ReadRoute(string name, Message config, HashSet<string> clusters)
    {
        config.OneOf(true, "disabled", "overrides");
        var result = new RouteFilterConfig(name) { Disabled = config.Bool("disabled") ?? false };
        if (config.Child("overrides") is { } overrides)
        {
            if (overrides.Child("response_direction_config") is { } response)
            {
                result = result with { Settings = new CompressorRouteConfig(response.Bool("remove_accept_encoding_header")) };
                response.Finish();
            }

            overrides.Refuse("the compressor is the filter's own.", "compressor_library");
            overrides.Finish();
        }

        config.Finish();
        return result;
    }

    /// <summary>The fields that stand in the message itself in older files, and in <c>common_config</c> in newer ones.</summary>
    private static CompressorConfig ReadCommon(Message config, CompressorConfig result) => result with
    {
        Enabled = ReadFlag(config.Child("enabled") ?? config.Child("runtime_enabled")) ?? result.Enabled,
        MinContentLength = config.Integer("min_content_length", 0, uint.MaxValue) ?? config.Integer("content_length", 0, uint.MaxValue) ?? result.MinContentLength,
        ContentTypes = config.Texts("content_type") is { Count: > 0 } types ? [.. types] : result.ContentTypes,
        DisableOnEtag = config.Bool("disable_on_etag_header") ?? result.DisableOnEtag,
        RemoveAcceptEncoding = config.Bool("remove_accept_encoding_header") ?? result.RemoveAcceptEncoding,
    };

    /// <summary>Envoy's RuntimeFeatureFlag; null where it is absent.</summary>
    private static bool? ReadFlag(Message? flag)
    {
        if (flag is null)
            return null;
        var value = flag.Bool("default_value") ?? true;
        flag.Ignore("there is no runtime; the default value is used.", "runtime_key");
        flag.Finish();
        return value;
    }

    private static string ReadLibrary(Message config)
    {
        if (config.RequiredChild("compressor_library") is not { } library)
            return "gzip";
        var kind = Extension.Open(library, out var settings);
        // How hard it tries changes the length alone; each part of a body is sent as soon as it is there.
        settings?.Ignore("the framework's compressor is used with its usual level.", "memory_level", "compression_level", "compression_strategy", "window_bits", "chunk_size", "quality",
            "encoder_mode", "input_block_bits", "disable_literal_context_modeling");
        settings?.Finish();
        library.Finish();
        if (kind is "Brotli" or "envoy.compression.brotli.compressor")
            return "br";
        if (kind is not ("Gzip" or "envoy.compression.gzip.compressor"))
            library.Error("name", $"the compressor '{Scalars.Short(kind)}' is not supported; gzip and brotli are.");
        return "gzip";
    }

    private static void ReadRequestDirection(Message config)
    {
        if (config.Child("request_direction_config") is not { } request)
            return;
        if (request.Child("common_config") is { } common)
        {
            var isOn = ReadFlag(common.Child("enabled")) ?? true;
            common.Skip("min_content_length", "content_type");
            common.Finish();
            if (isOn)
                request.Error("common_config", "not supported: requests are not compressed.");
        }
        else
        {
            request.Error("not supported: requests are not compressed.");
        }

        request.Finish();
    }
}
