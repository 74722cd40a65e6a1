using EdgeProxy.Gateway.Routing;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace EdgeProxy.Gateway.Tests.Routing;

public sealed class PrefixTrieTests
{
    private static readonly char[] Letters = ['/', 'a', 'b'];

    /// <summary>The same as trying all prefixes one by one, whatever they are.</summary>
    [Property(MaxTest = 500)]
    public FsCheck.Property FindsWhatTryingEachFinds()
    {
        var text = Gen.Elements(Letters).ListOf().Select(letters => string.Concat(letters));
        var prefixes = text.ListOf();
        return Prop.ForAll(prefixes.ToArbitrary(), text.ToArbitrary(), (stored, path) =>
        {
            var trie = new PrefixTrie();
            for (var index = 0; index < stored.Count; index++)
                trie.Add(stored[index], index);
            var expected = Enumerable.Range(0, stored.Count).Where(index => path.StartsWith(stored[index], StringComparison.Ordinal));
            return expected.SequenceEqual(Walk(trie, path).Order());
        });
    }

    private static List<int> Walk(PrefixTrie trie, string path)
    {
        var found = new List<int>();
        var walk = trie.Over(path);
        while (walk.MoveNext(out var indices))
            found.AddRange(indices);
        return found;
    }
}
