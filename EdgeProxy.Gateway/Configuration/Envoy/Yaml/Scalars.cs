using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>What a scalar node says.</summary>
internal static class Scalars
{
    /// <summary>Null leaves a field unset, as in the JSON form of protocol buffers.</summary>
    public static bool IsNull(YamlNode node) =>
        node is YamlScalarNode { Style: ScalarStyle.Plain or ScalarStyle.Any, Value: null or "" or "~" or "null" or "Null" or "NULL" };

    /// <summary>Envoy leaves out what has a key tagged <c>!ignore</c>: the place for anchors.</summary>
    public static bool IsIgnored(YamlNode key) => key.Tag is { IsEmpty: false, IsNonSpecific: false } tag && tag.Value == "!ignore";

    public static bool IsMerge(YamlNode key) => key is YamlScalarNode { Style: ScalarStyle.Plain, Value: "<<" };

    /// <summary>A truth value as YAML 1.1 has it where it stands without quotes; null for anything else.</summary>
    public static bool? ParseBoolean(YamlScalarNode node)
    {
        if (node.Value is "true" or "false")
            return node.Value == "true";
        if (node.Style is not (ScalarStyle.Plain or ScalarStyle.Any))
            return null;
        return node.Value switch
        {
            "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON" or "y" or "Y" => true,
            "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF" or "n" or "N" => false,
            _ => null,
        };
    }

    /// <summary>
    /// A whole number: what stands without quotes may be hexadecimal (<c>0x10</c>) or octal (<c>010</c>), as YAML 1.1 has it, and the JSON form of protocol buffers
    /// takes 5, "5" and 5.0 alike.
    /// </summary>
    public static decimal? Whole(YamlScalarNode node)
    {
        var text = node.Value ?? "";
        if (node.Style is ScalarStyle.Plain or ScalarStyle.Any)
        {
            if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
                return long.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex) ? hex : null;
            if (text is ['0', _, ..] && text.Length < 20 && text.All(digit => digit is >= '0' and <= '7'))
                return Convert.ToInt64(text, 8);
        }

        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number == decimal.Truncate(number) ? number : null;
    }

    /// <summary>A value for a message, not longer than a line.</summary>
    public static string Short(string text) => text.Length <= 60 ? text : text[..57] + "...";
}
