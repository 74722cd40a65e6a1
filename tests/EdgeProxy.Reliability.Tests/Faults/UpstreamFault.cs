namespace EdgeProxy.Reliability.Tests.Faults;

/// <summary>A way in which an upstream breaks the rules, and what the client gets.</summary>
/// <param name="Name">What it does; its path at <see cref="BrokenUpstream"/> with <c>-</c> for blanks.</param>
/// <param name="Status">The status of the answer.</param>
/// <param name="Body">The body as far as it comes; <c>(broken off)</c> stands for an end before its end, <c>a...</c> for one byte or more.</param>
/// <param name="Flag">The response flag of the access log.</param>
/// <param name="EndsAtRouteTimeout">The answer comes with the route timeout; otherwise at once.</param>
internal sealed record UpstreamFault(string Name, int Status, string Body, string Flag, bool EndsAtRouteTimeout)
{
    private const string Reset = "upstream connect error or disconnect/reset before headers. reset reason: ";

    public static IReadOnlyList<UpstreamFault> All { get; } =
    [
        new("closes without a word", 503, Reset + "connection termination", "UC", false),
        new("resets the connection", 503, Reset + "remote reset", "UR", false),
        new("closes within the header", 503, Reset + "connection termination", "UC", false),
        new("speaks another protocol", 503, Reset + "protocol error", "UPE", false),
        new("switches protocols unasked", 503, Reset + "protocol error", "UPE", false),
        new("sends headers without end", 503, Reset + "protocol error", "UPE", false),
        new("sends one header line without end", 503, Reset + "protocol error", "UPE", false),
        new("sends a negative length", 503, Reset + "protocol error", "UPE", false),
        new("sends two lengths", 503, Reset + "protocol error", "UPE", false),
        new("sends both lengths", 503, Reset + "protocol error", "UPE", false),
        new("sends more than it promised", 200, "good", "-", false),
        new("sends more than it promised, later", 200, "good", "-", false),
        new("sends a body to HEAD", 200, "", "-", false),
        new("never answers", 504, "upstream request timeout", "UT", true),
        new("stops within the header", 504, "upstream request timeout", "UT", true),
        new("sends the header byte by byte", 504, "upstream request timeout", "UT", true),
        new("sends 100 Continue without end", 504, "upstream request timeout", "UT", true),
        new("sends less than it promised", 200, "first (broken off)", "UC", false),
        new("breaks off a chunked body", 200, "first (broken off)", "UC", false),
        new("sends a chunk size that is none", 200, "(broken off)", "UC", false),
        new("sends the body byte by byte", 200, "a... (broken off)", "UT", true),
    ];

    public static UpstreamFault Find(string name) => All.Single(fault => fault.Name == name);
}
