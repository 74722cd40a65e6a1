namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Certificates or a key: in a file, or written out (Envoy's <c>DataSource</c>).</summary>
/// <param name="File">The file; null where they are written out.</param>
/// <param name="Text">What is written out, PEM; null where they are in a file.</param>
public sealed record PemConfig(string? File, string? Text)
{
    /// <summary>How it is named in messages and in <c>/certs</c>.</summary>
    public override string ToString() => File ?? "<inline>";
}
