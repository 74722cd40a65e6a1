using System.Text;
using Microsoft.Extensions.Primitives;

namespace EdgeProxy.Gateway.Upstream;

/// <summary>
/// The parts of an HTTP/1.1 request head that <see cref="HttpRequestMessage"/> cannot carry as they came: a Host that <see cref="Uri"/> does not parse, a method in
/// another case than the known one, and headers that .NET calls content headers on a request without content. The request is made with placeholders; when
/// its head is written to the connection they are replaced with the real bytes. Ordinary requests have none.
/// </summary>
internal sealed class RequestHeadOverride
{
    /// <summary>The Host that marks a request with an override, compared by reference.</summary>
    public const string PlaceholderHost = "override.invalid";

    private static readonly HttpMethod PlaceholderMethod = new("EDGE-PROXY-METHOD");
    private static readonly HttpRequestOptionsKey<RequestHeadOverride> Key = new("EdgeProxy.RequestHeadOverride");
    private static readonly byte[] HostLine = Encoding.ASCII.GetBytes($"\r\nHost: {PlaceholderHost}\r\n");

    /// <summary>The real method; null where the message has it.</summary>
    public string? Method { get; private set; }

    /// <summary>The real Host.</summary>
    public string Host { get; private set; } = "";

    /// <summary>Content headers of a request without content.</summary>
    public Dictionary<string, StringValues> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The override of a request; null for none.</summary>
    public static RequestHeadOverride? Find(HttpRequestMessage request) => request.Options.TryGetValue(Key, out var head) ? head : null;

    /// <summary>Whether a method is one that the client library writes in another case than it came.</summary>
    public static bool IsMethodRewritten(string method) => method switch
    {
        "GET" or "POST" or "PUT" or "HEAD" or "DELETE" or "OPTIONS" or "PATCH" or "TRACE" => false,
        _ => !string.Equals(HttpMethod.Parse(method).Method, method, StringComparison.Ordinal),
    };

    /// <summary>Replaces Host and method with placeholders.</summary>
    public void Attach(HttpRequestMessage request, string host, string? method)
    {
        request.Options.Set(Key, this);
        Host = host;
        Method = method;
        request.Headers.Remove("Host");
        request.Headers.Host = PlaceholderHost;
        if (method is not null)
            request.Method = PlaceholderMethod;
    }

    /// <summary>The bytes of a head with the real values instead of the placeholders; what follows the head stays.</summary>
    /// <exception cref="InvalidOperationException">The client library wrote a head without the placeholders.</exception>
    public byte[] Apply(ReadOnlySpan<byte> head)
    {
        var method = Method is null ? 0 : PlaceholderMethod.Method.Length;
        var host = head.IndexOf(HostLine);
        if (host < 0 || (method > 0 && !head.StartsWith(Encoding.ASCII.GetBytes(PlaceholderMethod.Method))))
            throw new InvalidOperationException("The head of the request does not begin as HTTP/1.1 asks.");
        var real = new StringBuilder().Append("\r\nHost: ").Append(Host).Append("\r\n");
        foreach (var (name, values) in Headers)
        {
            foreach (var value in values)
                real.Append(name).Append(": ").Append(value).Append("\r\n");
        }

        return [.. Encoding.Latin1.GetBytes(Method ?? ""), .. head[method..host], .. Encoding.Latin1.GetBytes(real.ToString()), .. head[(host + HostLine.Length)..]];
    }
}
