using System.Globalization;

namespace EdgeProxy.Reliability.Tests.Hostile;

/// <summary>A request head as it came upstream, read by the letter of RFC 9112.</summary>
internal sealed class UpstreamRequest
{
    private const string TokenMarks = "!#$%&'*+-.^_`|~";
    private readonly List<string> _breaches = [];

    public string Target { get; private set; } = "";

    public bool IsHead { get; private set; }

    public bool IsChunked { get; private set; }

    public long Length { get; private set; }

    /// <summary>What is against the rules, in words.</summary>
    public IReadOnlyList<string> Breaches => _breaches;

    public static UpstreamRequest Read(string head)
    {
        var request = new UpstreamRequest();
        var lines = head[..^4].Split("\r\n");
        request.Check(!lines.Any(line => line.AsSpan().IndexOfAny('\r', '\n', '\0') >= 0), "a CR, LF or NUL within a line");
        request.TakeRequestLine(lines[0]);
        request.TakeHeaders(lines[1..]);
        return request;
    }

    private void TakeRequestLine(string line)
    {
        var parts = line.Split(' ');
        Check(parts.Length == 3 && parts[2] == "HTTP/1.1", "a request line that is not three words");
        Check(parts[0].Length > 0 && parts[0].All(IsToken), "a method that is no token");
        Target = parts.Length > 1 ? parts[1] : "";
        Check(Target.StartsWith('/') || Target == "*", "a target that is no path");
        Check(!Target.Any(letter => letter is < '!' or (char)127), "a control character in the target");
        IsHead = parts[0] == "HEAD";
    }

    private void TakeHeaders(string[] lines)
    {
        var headers = new List<(string Name, string Value)>();
        foreach (var line in lines)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            Check(colon > 0 && line[..Math.Max(colon, 0)].All(IsToken), $"the header line '{line}'");
            headers.Add((line[..Math.Max(colon, 0)].ToLowerInvariant(), line[(colon + 1)..].Trim(' ', '\t')));
        }

        string[] Of(string name) => [.. headers.Where(header => header.Name == name).Select(header => header.Value)];
        Check(Of("host").Length == 1, "not one Host");
        Check(Of("connection").Length == 0 && Of("upgrade").Length == 0 && Of("te").All(value => value == "trailers"), "a header of the client's connection");
        var (lengths, codings) = (Of("content-length"), Of("transfer-encoding"));
        Check(lengths.Length + codings.Length <= 1, "more than one length");
        Check(codings.All(coding => coding == "chunked"), "a coding that is not chunked");
        Check(lengths.All(length => length.Length > 0 && length.All(char.IsAsciiDigit)), "a length that is no number");
        IsChunked = codings.Length > 0;
        Length = lengths.Length > 0 && long.TryParse(lengths[0], CultureInfo.InvariantCulture, out var number) ? number : 0;
    }

    private void Check(bool isRight, string breach)
    {
        if (!isRight)
            _breaches.Add(breach);
    }

    private static bool IsToken(char letter) => char.IsAsciiLetterOrDigit(letter) || TokenMarks.Contains(letter, StringComparison.Ordinal);
}
