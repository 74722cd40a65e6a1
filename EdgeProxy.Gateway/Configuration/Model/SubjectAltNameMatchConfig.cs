namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's <c>SubjectAltNameMatcher</c>.</summary>
/// <param name="Kind">The kind of name.</param>
/// <param name="Match">The condition on its text.</param>
public sealed record SubjectAltNameMatchConfig(SubjectAltNameKind Kind, ValueMatchConfig Match);
