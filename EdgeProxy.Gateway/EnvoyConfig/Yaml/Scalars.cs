using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace EdgeProxy.Gateway.EnvoyConfig;

/// <summary>What a scalar node says.</summary>
internal static class Scalars
{
    /// <summary>Null leaves a field unset, as in the JSON form of protocol buffers.</summary>
    public static bool IsNull(YamlNode node) =>
        node is YamlScalarNode { Style: ScalarStyle.Plain or ScalarStyle.Any, Value: null or "" or "~" or "null" or "Null" or "NULL" };

    /// <summary>A value for a message, not longer than a line.</summary>
    public static string Short(string text) => text.Length <= 60 ? text : text[..57] + "...";
}
