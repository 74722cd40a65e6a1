namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's <c>RedirectAction</c>.</summary>
public sealed record RedirectActionConfig : RouteActionConfig
{
    /// <summary>Turns http into https (<c>https_redirect</c>).</summary>
    public bool HttpsRedirect { get; init; }

    /// <summary>The new scheme (<c>scheme_redirect</c>).</summary>
    public string? Scheme { get; init; }

    /// <summary>The new host (<c>host_redirect</c>).</summary>
    public string? Host { get; init; }

    /// <summary>The new port (<c>port_redirect</c>).</summary>
    public int? Port { get; init; }

    /// <summary>The new path, query included (<c>path_redirect</c>).</summary>
    public string? Path { get; init; }

    /// <summary>What the matched prefix is replaced with (<c>prefix_rewrite</c>).</summary>
    public string? PrefixRewrite { get; init; }

    /// <summary>The path rewritten by an expression (<c>regex_rewrite</c>).</summary>
    public RegexRewriteConfig? RegexRewrite { get; init; }

    /// <summary>Drops the query (<c>strip_query</c>).</summary>
    public bool StripQuery { get; init; }

    /// <summary>301, 302, 303, 307 or 308.</summary>
    public int Status { get; init; } = 301;
}
