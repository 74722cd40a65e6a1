using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace EdgeProxy.Gateway.Tests.Configuration.Settings.Schema;

/// <summary>The documentation comments of the gateway, as plain text.</summary>
internal sealed partial class DocComments
{
    private readonly Dictionary<string, XElement> _members = XDocument
        .Load(Path.Combine(AppContext.BaseDirectory, "EdgeProxy.Gateway.xml"))
        .Descendants("member")
        .ToDictionary(member => member.Attribute("name")!.Value);

    /// <summary>What a property says of itself; null when it says nothing.</summary>
    public string? Of(Type type, string property)
    {
        if (_members.TryGetValue($"P:{type.FullName}.{property}", out var member) && member.Element("summary") is { } summary)
            return Text(summary);
        // The property of a record's parameter is described where the record is.
        return _members.TryGetValue($"T:{type.FullName}", out var record)
            && record.Elements("param").FirstOrDefault(param => param.Attribute("name")!.Value == property) is { } parameter
            ? Text(parameter)
            : null;
    }

    private static string Text(XElement element) => Blanks().Replace(string.Concat(element.Nodes().Select(Text)), " ").Trim();

    private static string Text(XNode node) => node switch
    {
        XElement { Name.LocalName: "see" } see => see.Attribute("cref")?.Value.Split('.')[^1] ?? "",
        XElement inner => inner.Value,
        XText text => text.Value,
        _ => "",
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
