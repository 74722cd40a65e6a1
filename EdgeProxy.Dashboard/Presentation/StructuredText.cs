using System.Text.Encodings.Web;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;

namespace EdgeProxy.Dashboard.Presentation;

/// <summary>Tells JSON and XML from other text, and lays them out to be read.</summary>
internal static class StructuredText
{
    private const int LongestLaidOut = 1024 * 1024;
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Whether laying out is worth an offer: the text looks like JSON or XML.</summary>
    public static bool LooksStructured(string? text) =>
        text is { Length: > 2 and <= LongestLaidOut } && (text[0], text[^1]) is ('{', '}') or ('[', ']') or ('<', '>');

    /// <summary>The text laid out; unchanged when it is neither JSON nor XML after all.</summary>
    public static string LayOut(string text)
    {
        try
        {
            return text[0] == '<' ? LayOutXml(text) : LayOutJson(text);
        }
        catch (Exception exception) when (exception is JsonException or XmlException)
        {
            return text;
        }
    }

    private static string LayOutJson(string text)
    {
        using var document = JsonDocument.Parse(text);
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Indented))
            document.WriteTo(writer);
        return System.Text.Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static string LayOutXml(string text)
    {
        // Hostile input: no external entity is read, and a document type is refused.
        using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        return XDocument.Load(reader).ToString();
    }
}
