using System.Text.RegularExpressions;

namespace EdgeProxy.Conformance;

/// <summary>The sentences that cases are made of.</summary>
public static class Expect
{
    private const string NoAnswer = "no answer";

    /// <summary>One of these statuses.</summary>
    public static Expectation Status(params int[] anyOf) => new(
        $"status {string.Join(" or ", anyOf)}",
        o => new(anyOf.Contains(o.Response.Status), StatusText(o)));

    /// <summary>This body, whole.</summary>
    public static Expectation Body(string text) => new(
        text.Length == 0 ? "no body" : $"body '{Short(text)}'",
        o => new(o.Response.Text == text && o.Response.Complete, BodyText(o)));

    /// <summary>A body with this in it.</summary>
    public static Expectation BodyHas(string part) => new(
        $"body has '{part}'",
        o => new(o.Response.Text.Contains(part, StringComparison.Ordinal), BodyText(o)));

    /// <summary>A body that matches a pattern.</summary>
    /// <param name="what">What that says of the body, e.g. "is JSON".</param>
    /// <param name="pattern">The pattern.</param>
    public static Expectation BodyMatches(string what, string pattern) => new(
        $"body {what}",
        o => new(Regex.IsMatch(o.Response.Text, pattern, RegexOptions.Singleline), BodyText(o)));

    /// <summary>A body of this length, whole.</summary>
    public static Expectation BodyLength(long length) => new(
        $"a body of {length} bytes",
        o => new(o.Response.BodyLength == length && o.Response.Complete, $"{o.Response.BodyLength} bytes{(o.Response.Complete ? "" : ", cut short")}"));

    /// <summary>A response header of this value.</summary>
    public static Expectation Header(string name, string value) => new(
        $"{name}: {value}",
        o => new(string.Equals(o.Response.Headers.Find(name), value, StringComparison.OrdinalIgnoreCase), HeaderText(name, o.Response.Headers)));

    /// <summary>A response header that matches a pattern.</summary>
    public static Expectation HeaderMatches(string name, string what, string pattern) => new(
        $"{name}: {what}",
        o => new(o.Response.Headers.Find(name) is { } value && Regex.IsMatch(value, pattern), HeaderText(name, o.Response.Headers)));

    /// <summary>No such response header.</summary>
    public static Expectation NoHeader(string name) => new(
        $"no {name}",
        o => new(o.Response.Status != 0 && o.Response.Headers.Find(name) is null, HeaderText(name, o.Response.Headers)));

    /// <summary>The answer of one of the two clusters, told by its body.</summary>
    public static Expectation Cluster(string name) => new(
        $"answered by {name}",
        o => new(o.Response.Status == 200 && o.Response.Text.StartsWith(name, StringComparison.Ordinal), o.Response.Status == 200 ? BodyText(o) : StatusText(o)));

    /// <summary>An answer of this version.</summary>
    public static Expectation Version(string version) => new(
        version, o => new(o.Response.Version == version, o.Response.Version));

    /// <summary>The proxy closes the connection, in order or by a reset.</summary>
    public static Expectation ConnectionClosed { get; } = new(
        "connection closed",
        o => new(o.ConnectionEnd is ConnectionEnd.Closed or ConnectionEnd.Reset, $"connection {EndText(o)}"));

    /// <summary>The answer breaks off after its head.</summary>
    public static Expectation CutShort { get; } = new(
        "the answer breaks off",
        o => new(o.Response.Status != 0 && !o.Response.Complete, o.Response.Complete ? "the answer ends in order" : o.Response.Status == 0 ? NoAnswer : "the answer breaks off"));

    /// <summary>The time from the end of the request to the end of the answer.</summary>
    public static Expectation Took(TimeSpan atLeast, TimeSpan atMost) => new(
        $"within {atLeast.TotalSeconds:0.##} to {atMost.TotalSeconds:0.##} s",
        o => new(o.Elapsed >= atLeast && o.Elapsed <= atMost, $"{o.Elapsed.TotalSeconds:0.##} s"));

    /// <summary>A named fact of a case with several steps.</summary>
    public static Expectation Fact(string name, string value) => new(
        $"{name}: {value}",
        o => new(o.Facts.TryGetValue(name, out var got) && got == value, $"{name}: {o.Facts.GetValueOrDefault(name, "nothing")}"));

    /// <summary>The statuses of all answers, in order.</summary>
    public static Expectation Answers(params string[] bodies) => new(
        $"answers {string.Join(", ", bodies.Select(b => $"'{b}'"))}",
        o => new(
            o.Responses.Select(r => r.Text).SequenceEqual(bodies),
            "answers " + string.Join(", ", o.Responses.Select(r => r.Status == 200 ? $"'{Short(r.Text)}'" : r.Status == 0 ? NoAnswer : $"{r.Status}"))));

    internal static string Short(string text) => text.Length <= 110 ? text : text[..107] + "...";

    internal static string HeaderText(string name, HeaderList headers) =>
        headers.Find(name) is { } value ? $"{name}: {Short(value)}" : $"no {name}";

    private static string StatusText(Observation o) => o.Response.Status != 0
        ? $"status {o.Response.Status}"
        : o.Facts.TryGetValue("error", out var error) ? $"{NoAnswer} ({Short(error)})" : NoAnswer;

    private static string BodyText(Observation o) =>
        o.Response.Status == 0 ? NoAnswer
        : (o.Response.BodyLength == 0 ? "no body" : $"body '{Short(o.Response.Text)}'") + (o.Response.Complete ? "" : ", cut short");

    private static string EndText(Observation o) => o.ConnectionEnd switch
    {
        ConnectionEnd.Closed => "closed",
        ConnectionEnd.Reset => "reset",
        _ => "left open",
    };
}
