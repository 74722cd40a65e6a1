using EdgeProxy.Dashboard.Presentation;
using EdgeProxy.Dashboard.Telemetry;

namespace EdgeProxy.Dashboard.Pages.Traces;

/// <summary>Puts attributes under the headings of OpenTelemetry's conventions, so that forty of them can be read.</summary>
internal static class AttributeGroups
{
    private static readonly (string Title, string[] Prefixes)[] Groups =
    [
        ("HTTP", ["http.", "url.", "user_agent."]),
        ("Database", ["db."]),
        ("Messaging", ["messaging."]),
        ("RPC", ["rpc."]),
        ("Exception", ["exception.", "error."]),
        ("Network", ["server.", "client.", "network.", "net.", "peer."]),
        ("Code", ["code.", "thread."]),
    ];

    private const string Other = "Attributes";

    /// <summary>The groups that have something, the one without a convention last.</summary>
    public static IReadOnlyList<(string Title, IReadOnlyList<Fact> Facts)> Of(AttributeList attributes) =>
    [
        .. attributes.GroupBy(attribute => TitleOf(attribute.Key))
            .OrderBy(group => Order(group.Key))
            .Select(group => (group.Key, (IReadOnlyList<Fact>)[.. group.OrderBy(attribute => attribute.Key, StringComparer.Ordinal).Select(attribute => new Fact(attribute.Key, attribute.Text))])),
    ];

    private static string TitleOf(string key) =>
        Groups.FirstOrDefault(group => group.Prefixes.Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal))).Title ?? Other;

    private static int Order(string title)
    {
        var place = Array.FindIndex(Groups, group => group.Title == title);
        return place < 0 ? Groups.Length : place;
    }
}
