using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>Lists of Envoy's <c>HeaderValue</c>: a name and a value, without what is done with others of that name.</summary>
internal static class HeaderValuesReader
{
    public static ValueList<HeaderValueConfig> Read(Message parent, string field) => [.. parent.Children(field).Select(ReadOne)];

    private static HeaderValueConfig ReadOne(Message header)
    {
        var name = header.RequiredText("key");
        var value = header.Text("value") ?? "";
        if (name.Length > 0)
            HeaderChangesReader.CheckName(header, "key", name);
        HeaderChangesReader.CheckVariables(header, value);
        header.Refuse("'value' is.", "raw_value");
        header.Finish();
        return new HeaderValueConfig(name, value, HeaderAppendAction.OverwriteIfExistsOrAdd);
    }
}
