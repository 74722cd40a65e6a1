using System.Globalization;
using System.Text.RegularExpressions;

namespace EdgeProxy.Reliability.Tests.Fuzzing;

/// <summary>
/// Reads what a client sent as the edge is to read it: RFC 9112, with what Envoy refuses beyond it. Written a second time, in another way, and slowly,
/// to have something to compare with.
/// </summary>
internal sealed partial class ReferenceReader
{
    private const string Token = @"[!#$%&'*+\-.^_`|~0-9A-Za-z]+";
    private const int MaxExtensions = 16 * 1024;
    private string _rest;

    private ReferenceReader(string bytes) => _rest = bytes;

    /// <summary>The requests in their order, the last one what the rest is.</summary>
    public static IReadOnlyList<ReferenceRequest> Read(string bytes)
    {
        var reader = new ReferenceReader(bytes);
        var requests = new List<ReferenceRequest>();
        do
            requests.Add(reader.ReadOne());
        while (requests[^1] is { Fate: ReferenceFate.Answered, Closes: false });
        return requests;
    }

    private ReferenceRequest ReadOne()
    {
        while (_rest.StartsWith("\r\n", StringComparison.Ordinal) || _rest.StartsWith('\n'))
            _rest = _rest[(_rest[0] == '\r' ? 2 : 1)..];
        if (_rest.Length == 0)
            return new ReferenceRequest(ReferenceFate.Nothing);
        var end = EndOfHead().Match(_rest);
        if (!end.Success)
            return new ReferenceRequest(ReferenceFate.Unfinished);
        var lines = _rest[..end.Index].Split('\n').Select(line => line.EndsWith('\r') ? line[..^1] : line).ToArray();
        _rest = _rest[(end.Index + end.Length)..];
        return ReadHead(lines[0], lines[1..]);
    }

    private ReferenceRequest ReadHead(string first, string[] lines)
    {
        var refused = new ReferenceRequest(ReferenceFate.Refused);
        var line = RequestLine().Match(first);
        var headers = lines.Select(header => HeaderLine().Match(header)).ToList();
        if (!line.Success || headers.Exists(header => !header.Success))
            return refused;
        string[] All(string name) => [.. headers.Where(header => header.Groups["name"].Value.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Groups["value"].Value.Trim(' ', '\t'))];
        var (method, target) = (line.Groups["method"].Value, line.Groups["target"].Value);
        var (hosts, lengths, codings) = (All("host"), All("content-length"), All("transfer-encoding"));
        var path = AbsoluteForm().Replace(target, "");
        path = path.StartsWith('/') || target == "*" ? path : "/" + path;
        if (hosts.Length > 1 || lengths.Length > 1 || codings.Length > 1 || lengths.Length + codings.Length > 1
            || lengths.Any(length => !Length().IsMatch(length)) || codings.Any(coding => !coding.Equals("chunked", StringComparison.OrdinalIgnoreCase))
            || line.Groups["version"].Value == "0" || hosts.Length == 0 || hosts.Any(host => !Host().IsMatch(host))
            || (target.Contains("://", StringComparison.Ordinal) && target[0] != '/' && !IsAbsolute(target))
            || target == "*" || method == "CONNECT" || path.Split('?')[0].Contains("%00", StringComparison.Ordinal))
            return refused;
        var closes = All("connection").Any(value => value.Split(',').Any(name => name.Trim(' ', '\t').Equals("close", StringComparison.OrdinalIgnoreCase)));
        var length = codings.Length > 0 ? ReadChunks() : ReadBody(lengths.Length > 0 ? long.Parse(lengths[0], CultureInfo.InvariantCulture) : 0);
        return length switch
        {
            null => new ReferenceRequest(ReferenceFate.Refused, path),
            < 0 => new ReferenceRequest(ReferenceFate.Unfinished, path),
            _ => new ReferenceRequest(ReferenceFate.Answered, path, length.Value, method == "HEAD", closes),
        };
    }

    private static bool IsAbsolute(string target)
    {
        var authority = target.Split("://", 2)[1].Split('/', '?', '#')[0];
        return authority.Length > 0 && Host().IsMatch(authority) && Uri.TryCreate(target, UriKind.Absolute, out _);
    }

    private long? ReadBody(long length)
    {
        if (_rest.Length < length)
            return -1;
        _rest = _rest[(int)length..];
        return length;
    }

    /// <summary>The length of a chunked body: null for one that is wrong, negative for one that has not ended.</summary>
    private long? ReadChunks()
    {
        for (var (total, extensions) = (0L, 0); ;)
        {
            var size = ChunkSize().Match(_rest);
            if (!size.Success)
                return ChunkSizeBegun().IsMatch(_rest) ? -1 : null;
            extensions += size.Groups["extension"].Length;
            // No chunk is larger than 2 GiB: the edge's server takes no more.
            if (!int.TryParse(size.Groups["size"].Value, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var length) || length < 0
                || extensions > MaxExtensions)
                return null;
            _rest = _rest[size.Length..];
            if (length == 0)
                return ReadTrailers() is { } ended ? ended ? total : -1 : null;
            if (_rest.Length < length)
                return -1;
            _rest = _rest[length..];
            if (!_rest.StartsWith("\r\n", StringComparison.Ordinal))
                return _rest.Length == 0 || _rest == "\r" ? -1 : null;
            _rest = _rest[2..];
            total += length;
        }
    }

    /// <summary>Whether the trailers ended; null where they are wrong: each is a header, but its line ends with CR and LF.</summary>
    private bool? ReadTrailers()
    {
        while (true)
        {
            var line = TrailerLine().Match(_rest);
            if (!line.Success)
                return TrailerBegun().IsMatch(_rest) ? false : null;
            _rest = _rest[line.Length..];
            if (line.Length == 2)
                return true;
        }
    }

    [GeneratedRegex(@"\n\r?\n")]
    private static partial Regex EndOfHead();

    [GeneratedRegex($@"\A(?<method>{Token}) (?<target>/[!-~]*|\*|(?i:https?)://[!-~]+) HTTP/1\.(?<version>[01])\z")]
    private static partial Regex RequestLine();

    [GeneratedRegex($@"\A(?<name>{Token}):(?<value>[\t -~\u0080-\u00ff]*)\z")]
    private static partial Regex HeaderLine();

    [GeneratedRegex($@"\A({Token}:[\t -~\u0080-\u00ff]*)?\r\n")]
    private static partial Regex TrailerLine();

    [GeneratedRegex($@"\A({Token}|{Token}:[\t -~\u0080-\u00ff]*\r?|\r)?\z")]
    private static partial Regex TrailerBegun();

    [GeneratedRegex(@"\A(?i:https?)://[^/?#]*")]
    private static partial Regex AbsoluteForm();

    [GeneratedRegex(@"\A[0-9]{1,18}\z")]
    private static partial Regex Length();

    [GeneratedRegex(@"\A([!$&'()\-.0-9A-Z_a-z~]+(:[0-9]+)?|\[[0-9A-Fa-f:.]{3,}\](:[0-9]+)?|)\z")]
    private static partial Regex Host();

    [GeneratedRegex(@"\A(?<size>[0-9A-Fa-f]{1,8})(?<extension>;[\t -~\u0080-\u00ff]*)?\r\n")]
    private static partial Regex ChunkSize();

    [GeneratedRegex(@"\A([0-9A-Fa-f]{1,8}(;[\t -~\u0080-\u00ff]*)?\r?)?\z")]
    private static partial Regex ChunkSizeBegun();
}
