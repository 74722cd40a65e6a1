using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace EdgeProxy.Gateway.Configuration.Envoy;

/// <summary>
/// Refuses what would exhaust the stack or the memory while a tree is built: nesting no Envoy message has, and aliases without end.
/// </summary>
/// <remarks>All that goes wrong with the text comes out of it as <see cref="YamlException"/>.</remarks>
internal sealed class GuardedParser(TextReader text) : IParser
{
    private const int Deepest = 100;
    private const int MostAliases = 100_000;
    private readonly Parser _parser = new(text);
    private int _depth;
    private int _aliases;

    public ParsingEvent? Current => _parser.Current;

    public bool MoveNext()
    {
        if (!Advance())
            return false;
        switch (Current)
        {
            case MappingStart or SequenceStart when ++_depth > Deepest:
                throw new YamlException(Current.Start, Current.End, $"nested more than {Deepest} deep.");
            case MappingEnd or SequenceEnd:
                _depth--;
                break;
            case AnchorAlias when ++_aliases > MostAliases:
                throw new YamlException(Current.Start, Current.End, $"more than {MostAliases} aliases.");
        }

        return true;
    }

    private bool Advance()
    {
        var at = Current?.End ?? Mark.Empty;
        try
        {
            return _parser.MoveNext();
        }
        catch (InvalidOperationException)
        {
            // The scanner's own way of giving up on some broken plain scalars.
            throw new YamlException(at, at, "what follows cannot be read.");
        }
    }
}
