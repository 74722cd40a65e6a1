using System.Text.RegularExpressions;

namespace EdgeProxy.Conformance;

/// <summary>The sentences about what the backends received. All of them need the suite's own backends.</summary>
public static class ExpectUpstream
{
    /// <summary>This target, byte for byte.</summary>
    public static Expectation Target(string target) => Of(
        $"sent as {Expect.Short(target)}",
        r => new(r.Target == target, $"sent as {Expect.Short(r.Target)}"));

    /// <summary>This request line, byte for byte.</summary>
    public static Expectation RequestLine(string line) => Of(
        $"sent '{line}'", r => new(r.RequestLine == line, $"sent '{Expect.Short(r.RequestLine)}'"));

    /// <summary>This header value.</summary>
    public static Expectation Header(string name, string value) => Of(
        $"upstream {name}: {value}",
        r => new(string.Equals(r.Headers.Find(name), value, StringComparison.Ordinal), "upstream " + Expect.HeaderText(name, r.Headers)));

    /// <summary>A header value that matches a pattern.</summary>
    public static Expectation HeaderMatches(string name, string what, string pattern) => Of(
        $"upstream {name}: {what}",
        r => new(r.Headers.Find(name) is { } value && Regex.IsMatch(value, pattern), "upstream " + Expect.HeaderText(name, r.Headers)));

    /// <summary>A header value that matches a pattern, or no such header.</summary>
    public static Expectation HeaderMatchesOrAbsent(string name, string what, string pattern) => Of(
        $"upstream {name}: {what}",
        r => new(r.Headers.Find(name) is not { } value || Regex.IsMatch(value, pattern), "upstream " + Expect.HeaderText(name, r.Headers)));

    /// <summary>No such header.</summary>
    public static Expectation NoHeader(string name) => Of(
        $"upstream no {name}", r => new(r.Headers.Find(name) is null, "upstream " + Expect.HeaderText(name, r.Headers)));

    /// <summary>This body, whole.</summary>
    public static Expectation Body(string text) => Of(
        text.Length == 0 ? "upstream no body" : $"upstream body '{Expect.Short(text)}'",
        r => new(r.Complete && System.Text.Encoding.Latin1.GetString(r.Body) == text, $"upstream body of {r.BodyLength} bytes{(r.Complete ? "" : ", cut short")}"));

    /// <summary>A body of this length, whole.</summary>
    public static Expectation BodyLength(long length) => Of(
        $"upstream {length} bytes", r => new(r.Complete && r.BodyLength == length, $"upstream {r.BodyLength} bytes{(r.Complete ? "" : ", cut short")}"));

    /// <summary>So many requests, no more.</summary>
    public static Expectation Count(int count) => new(
        Requests(count), o => new(o.Upstream.Count == count, Requests(o.Upstream.Count)))
    {
        Needs = CaseNeeds.Backends,
        NeedsQuiet = true,
    };

    /// <summary>No request at all.</summary>
    public static Expectation Nothing { get; } = Count(0);

    /// <summary>No request that came whole.</summary>
    public static Expectation NothingWhole { get; } = new(
        "no whole request upstream",
        o => new(!o.Upstream.Any(r => r.Complete), $"{o.Upstream.Count(r => r.Complete)} whole requests upstream"))
    {
        Needs = CaseNeeds.Backends,
        NeedsQuiet = true,
    };

    private static string Requests(int count) => count switch { 0 => "nothing upstream", 1 => "one request upstream", _ => $"{count} requests upstream" };

    private static Expectation Of(string text, Func<RecordedRequest, Finding> look) => new(
        text, o => o.Upstream.Count == 0 ? new(false, "nothing upstream") : look(o.Upstream[^1]))
    {
        Needs = CaseNeeds.Backends,
    };
}
