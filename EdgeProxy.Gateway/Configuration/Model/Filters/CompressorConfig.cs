namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Compresses answers of services (<c>envoy.filters.http.compressor</c>).</summary>
public sealed record CompressorConfig : FilterSettings
{
    /// <summary>The content types that Envoy compresses where the configuration names none.</summary>
    public static ValueList<string> DefaultContentTypes { get; } =
    [
        "application/javascript", "application/json", "application/xhtml+xml", "image/svg+xml", "text/css", "text/html", "text/plain", "text/xml",
    ];

    /// <summary>The coding: <c>gzip</c> or <c>br</c>.</summary>
    public string Encoding { get; init; } = "gzip";

    /// <summary>Answers are compressed (<c>enabled</c>).</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The shortest answer that is compressed, in bytes (<c>min_content_length</c>).</summary>
    public long MinContentLength { get; init; } = 30;

    /// <summary>The content types (<c>content_type</c>).</summary>
    public ValueList<string> ContentTypes { get; init; } = DefaultContentTypes;

    /// <summary>Answers with an entity tag stay as they are (<c>disable_on_etag_header</c>).</summary>
    public bool DisableOnEtag { get; init; }

    /// <summary>Services are not asked for compressed answers (<c>remove_accept_encoding_header</c>).</summary>
    public bool RemoveAcceptEncoding { get; init; }

    /// <summary>Statuses whose answers stay as they are (<c>uncompressible_response_codes</c>).</summary>
    public ValueList<int> UncompressibleStatuses { get; init; } = [];

    /// <summary>The first compressor of the list wins where a client likes several as much (<c>choose_first</c>).</summary>
    public bool ChooseFirst { get; init; }
}
