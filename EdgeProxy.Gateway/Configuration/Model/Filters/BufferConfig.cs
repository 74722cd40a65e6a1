namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Takes requests whole before they go on (<c>envoy.filters.http.buffer</c>).</summary>
/// <param name="MaxBytes">The longest body.</param>
public sealed record BufferConfig(int MaxBytes) : FilterSettings;
