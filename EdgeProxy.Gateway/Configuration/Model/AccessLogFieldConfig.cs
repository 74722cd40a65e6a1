namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>One key of an access log's JSON.</summary>
/// <param name="Key">The key.</param>
/// <param name="Format">The format string of its value.</param>
public sealed record AccessLogFieldConfig(string Key, string Format);
