using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace EdgeProxy.Gateway.EnvoyConfig;

/// <summary>
/// Refuses what would exhaust the stack or the memory before a tree is built: nesting no Envoy message has, and aliases that multiply.
/// </summary>
internal static class YamlDepth
{
    private const int Deepest = 100;
    private const int MostAliases = 10_000;

    /// <exception cref="YamlException">The text is not YAML, or is nested too deep.</exception>
    public static void Check(string text)
    {
        var parser = new Parser(new StringReader(text));
        var (depth, aliases) = (0, 0);
        while (MoveNext(parser))
        {
            switch (parser.Current)
            {
                case MappingStart or SequenceStart when ++depth > Deepest:
                    throw new YamlException(parser.Current.Start, parser.Current.End, $"nested more than {Deepest} deep.");
                case MappingEnd or SequenceEnd:
                    depth--;
                    break;
                case AnchorAlias when ++aliases > MostAliases:
                    throw new YamlException(parser.Current.Start, parser.Current.End, $"more than {MostAliases} aliases.");
            }
        }
    }

    private static bool MoveNext(Parser parser)
    {
        var at = parser.Current?.End ?? Mark.Empty;
        try
        {
            return parser.MoveNext();
        }
        catch (InvalidOperationException)
        {
            // The scanner's own way of giving up on some broken plain scalars.
            throw new YamlException(at, at, "what follows cannot be read.");
        }
    }
}
