namespace EdgeProxy.Conformance;

/// <summary>A request as a recording backend received it, byte for byte.</summary>
public sealed class RecordedRequest
{
    private readonly BodyCollector _body;

    internal RecordedRequest(string backend, IReadOnlyList<string> lines, BodyCollector body)
    {
        _body = body;
        Backend = backend;
        RawHead = string.Concat(lines);
        RequestLine = lines[0].TrimEnd('\r', '\n');
        Headers = HeaderList.Parse(lines.Skip(1).SkipLast(1).Select(l => l.TrimEnd('\r', '\n')));
    }

    /// <summary><c>ping</c> or <c>pong</c>.</summary>
    public string Backend { get; }

    /// <summary>The head, with its line ends.</summary>
    public string RawHead { get; }

    /// <summary>The request line.</summary>
    public string RequestLine { get; }

    /// <summary>The request target: what stands between the first and the last space of the request line.</summary>
    public string Target => RequestLine.Split(' ') is { Length: >= 3 } parts ? string.Join(' ', parts[1..^1]) : RequestLine;

    /// <summary>The header lines.</summary>
    public HeaderList Headers { get; }

    /// <summary>The trailer lines of a chunked body.</summary>
    public HeaderList Trailers { get; internal set; } = [];

    /// <summary>Whether the body came whole.</summary>
    public bool Complete { get; internal set; }

    /// <summary>The first MiB of the body, without its framing.</summary>
    public byte[] Body => _body.ToArray();

    /// <summary>The length of the whole body.</summary>
    public long BodyLength => _body.Length;
}
