using EdgeProxy.Gateway.Configuration.Model;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>
/// Reads an Envoy static configuration, v2 or v3, YAML or JSON, as it is. Nothing in it is passed over in silence: a field is done, refused
/// with its place and what is allowed, or accepted with a warning where ignoring it changes no answer. <c>docs/from-envoy.md</c> has the table.
/// </summary>
public static class EnvoyConfigReader
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be read.</exception>
    public static EnvoyConfigResult ReadFile(string path) => Read(File.ReadAllText(path), path);

    /// <summary>Reads the text of a file. Whatever the text is, the result says so; nothing is thrown.</summary>
    /// <param name="text">The text.</param>
    /// <param name="file">The name for the messages; a relative <c>filename</c> in it counts from the working directory, as in Envoy.</param>
    public static EnvoyConfigResult Read(string text, string file)
    {
        var log = new ProblemLog(file);
        var config = ReadRoot(text, file, log) is { } root ? BootstrapReader.Read(root) : null;
        if (config is not null && !log.HasErrors)
        {
            foreach (var error in GatewayConfigValidator.Validate(config))
                log.Error($"{file} {error.Place}", error.Message);
        }

        return new(!log.HasErrors ? config : null, log.Errors, log.Warnings);
    }

    /// <summary>The whole of a file as a message; null after an error.</summary>
    internal static Message? ReadRoot(string text, string file, ProblemLog log)
    {
        var parser = new GuardedParser(new StringReader(JsonText.ToYaml(text)));
        try
        {
            var stream = new YamlStream();
            stream.Load(parser);
            switch (stream.Documents)
            {
                case [{ RootNode: YamlMappingNode root }]:
                    return Message.Root(root, log);
                case []:
                    log.Error(file, "the file is empty; an Envoy configuration starts with 'static_resources:'.");
                    break;
                case [var only]:
                    log.Error(only.RootNode, "", "an Envoy configuration is a mapping that starts with 'static_resources:'.");
                    break;
                default:
                    log.Error(stream.Documents[1].RootNode, "", "one document is allowed; a second one starts here.");
                    break;
            }
        }
        catch (ArgumentException)
        {
            // The tree's own way of refusing an alias where a node must stand.
            log.Error($"{file}:{parser.Current?.Start.Line}:{parser.Current?.Start.Column}", "this is not YAML: a value is expected here.");
        }
        catch (YamlException failure)
        {
            log.Error($"{file}:{failure.Start.Line}:{failure.Start.Column}", $"this is not YAML: {failure.Message}");
        }

        return null;
    }
}
