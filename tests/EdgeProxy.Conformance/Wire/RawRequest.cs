using System.Text;

namespace EdgeProxy.Conformance;

/// <summary>
/// The bytes of a request, exactly as they go out. <c>{host}</c> and <c>{id}</c> stand for the proxy's authority and the
/// mark of the case; every request made here carries the mark in <c>x-conformance-id</c>, so that the backends can tell whose it is.
/// </summary>
public sealed record RawRequest(string Head, string Body = "")
{
    /// <summary>The header that carries the mark.</summary>
    public const string IdHeader = "x-conformance-id";

    /// <summary>The header that tells a recording backend how to behave.</summary>
    public const string BehaviourHeader = "x-backend";

    /// <summary>A request of a request line and header lines; the mark is added as the last header.</summary>
    public static RawRequest Lines(string requestLine, params string[] headers) =>
        new($"{requestLine}\r\n{string.Concat(headers.Select(h => h + "\r\n"))}{IdHeader}: {{id}}\r\n\r\n");

    /// <summary>A GET with a <c>Host</c>.</summary>
    public static RawRequest Get(string target, params string[] headers) =>
        Lines($"GET {target} HTTP/1.1", ["Host: {host}", .. headers]);

    /// <summary>A POST with a <c>Host</c> and a body of known length.</summary>
    public static RawRequest Post(string target, string body, params string[] headers) =>
        Lines($"POST {target} HTTP/1.1", ["Host: {host}", $"Content-Length: {body.Length}", .. headers]) with { Body = body };

    /// <summary>Whether the answer has no body, whatever its headers say.</summary>
    public bool IsHead => Head.StartsWith("HEAD ", StringComparison.Ordinal);

    /// <summary>The bytes for one target and case; one byte for each character (ISO 8859-1).</summary>
    public byte[] ToBytes(ConformanceTarget target, string id)
    {
        ArgumentNullException.ThrowIfNull(target);
        return Encoding.Latin1.GetBytes((Head + Body)
            .Replace("{host}", target.Host, StringComparison.Ordinal)
            .Replace("{id}", id, StringComparison.Ordinal));
    }
}
