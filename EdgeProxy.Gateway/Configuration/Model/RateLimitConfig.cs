namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's local rate limit: a bucket of tokens for all requests of the listener.</summary>
public sealed record RateLimitConfig
{
    /// <summary>The most tokens in the bucket (<c>max_tokens</c>), 1 or more.</summary>
    public int MaxTokens { get; init; } = 100;

    /// <summary>The tokens that come each time (<c>tokens_per_fill</c>), 1 or more.</summary>
    public int TokensPerFill { get; init; } = 100;

    /// <summary>How often they come (<c>fill_interval</c>), 50 ms or more.</summary>
    public TimeSpan FillInterval { get; init; } = TimeSpan.FromSeconds(1);
}
