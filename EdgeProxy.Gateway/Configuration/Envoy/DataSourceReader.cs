using System.Text;
using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>Envoy's <c>DataSource</c>: a text that stands in the file, in another one, or in the environment.</summary>
internal static class DataSourceReader
{
    public static string Read(Message? source)
    {
        if (source is null)
            return "";
        var form = source.OneOf(true, "inline_string", "inline_bytes", "filename", "environment_variable");
        var text = form switch
        {
            "inline_string" => source.Text(form),
            "inline_bytes" => ReadBytes(source),
            "filename" => ReadFile(source),
            "environment_variable" => ReadVariable(source),
            _ => null,
        };
        source.Refuse("a file is read once, when the configuration is.", "watched_directory");
        source.Finish();
        return text ?? "";
    }

    /// <summary>Certificates or a key: a file is named, as it may change; all else is read now.</summary>
    /// <param name="source">The message; null for none.</param>
    public static PemConfig? ReadPem(Message? source)
    {
        if (source is null)
            return null;
        if (!source.Has("filename"))
            return new PemConfig(null, Read(source));
        source.OneOf(true, "filename", "inline_string", "inline_bytes", "environment_variable");
        var file = source.RequiredText("filename");
        source.Ignore("the file is looked at once a second.", "watched_directory");
        source.Finish();
        if (file.Length > 0 && !File.Exists(file))
            source.Error("filename", $"there is no file '{Scalars.Short(file)}'.");
        return new PemConfig(file, null);
    }

    private static string? ReadBytes(Message source)
    {
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(source.Text("inline_bytes") ?? ""));
        }
        catch (FormatException)
        {
            source.Error("inline_bytes", "this is not Base64.");
            return null;
        }
    }

    private static string? ReadFile(Message source)
    {
        var path = source.RequiredText("filename");
        try
        {
            return path.Length > 0 ? File.ReadAllText(path) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            source.Error("filename", $"cannot be read: {failure.Message}");
            return null;
        }
    }

    private static string? ReadVariable(Message source)
    {
        var name = source.RequiredText("environment_variable");
        var value = name.Length > 0 && !name.Contains('\0', StringComparison.Ordinal) ? Environment.GetEnvironmentVariable(name) : null;
        if (value is null)
            source.Error("environment_variable", $"the variable '{Scalars.Short(name)}' is not set.");
        return value;
    }
}
