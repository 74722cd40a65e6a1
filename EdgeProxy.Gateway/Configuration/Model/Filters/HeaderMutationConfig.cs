namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Changes headers (<c>envoy.filters.http.header_mutation</c>).</summary>
/// <param name="Changes">The changes, in the order of the file by kind.</param>
public sealed record HeaderMutationConfig(HeaderChangesConfig Changes) : FilterSettings
{
    /// <summary>The changes of routes come before those of less specific levels (<c>most_specific_header_mutations_wins</c>).</summary>
    public bool MostSpecificLast { get; init; }

    /// <inheritdoc/>
    public override FilterSettings WithoutSecrets() => this with
    {
        Changes = Changes with { RequestHeadersToAdd = [.. Changes.RequestHeadersToAdd.Select(header => header with { Value = Redacted })] },
    };
}
