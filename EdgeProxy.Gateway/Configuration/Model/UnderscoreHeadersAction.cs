namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's <c>HeadersWithUnderscoresAction</c>.</summary>
public enum UnderscoreHeadersAction
{
    /// <summary>They pass.</summary>
    Allow,

    /// <summary>400.</summary>
    RejectRequest,

    /// <summary>They are dropped.</summary>
    DropHeader,
}
