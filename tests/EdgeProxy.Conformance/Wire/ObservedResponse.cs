using System.Text;

namespace EdgeProxy.Conformance;

/// <summary>An answer as the client got it.</summary>
public sealed record ObservedResponse
{
    /// <summary>No answer at all: the connection ended, or nothing came.</summary>
    public static readonly ObservedResponse None = new() { Version = "none", Status = 0 };

    /// <summary><c>HTTP/1.1</c> or <c>HTTP/2</c>.</summary>
    public required string Version { get; init; }

    /// <summary>The status; 0 for no answer.</summary>
    public required int Status { get; init; }

    /// <summary>The header lines.</summary>
    public HeaderList Headers { get; init; } = [];

    /// <summary>The trailer lines.</summary>
    public HeaderList Trailers { get; init; } = [];

    /// <summary>The body without its framing; at most the first MiB of it.</summary>
    public byte[] Body { get; init; } = [];

    /// <summary>The length of the whole body.</summary>
    public long BodyLength { get; init; }

    /// <summary>Whether the body came whole, by its own framing.</summary>
    public bool Complete { get; init; }

    /// <summary>The body as text.</summary>
    public string Text => Encoding.Latin1.GetString(Body);
}
