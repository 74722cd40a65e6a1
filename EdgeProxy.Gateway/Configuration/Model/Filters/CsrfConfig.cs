namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Refuses changing requests of other sites' pages (<c>envoy.filters.http.csrf</c>).</summary>
public sealed record CsrfConfig : FilterSettings
{
    /// <summary>How many requests of a million are refused (<c>filter_enabled</c>).</summary>
    public int EnabledPerMillion { get; init; }

    /// <summary>How many of a million are counted alone (<c>shadow_enabled</c>).</summary>
    public int ShadowPerMillion { get; init; }

    /// <summary>Origins beside the host itself.</summary>
    public ValueList<ValueMatchConfig> AdditionalOrigins { get; init; } = [];
}
