namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Envoy's <c>RegexMatchAndSubstitute</c>.</summary>
/// <param name="Pattern">The expression; every match in the path is replaced.</param>
/// <param name="Substitution">The replacement, with <c>\1</c> for a group and <c>\0</c> for the match.</param>
public sealed record RegexRewriteConfig(string Pattern, string Substitution);
