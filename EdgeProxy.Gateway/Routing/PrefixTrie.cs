using System.Diagnostics.CodeAnalysis;

namespace EdgeProxy.Gateway.Routing;

/// <summary>Finds every stored prefix of a path in one walk over it, whatever the number of prefixes.</summary>
internal sealed class PrefixTrie
{
    private readonly Node _root = new("");

    /// <summary>Adds an index under a prefix; indices come in growing order.</summary>
    public void Add(string prefix, int index)
    {
        var node = _root;
        var rest = prefix;
        while (rest.Length > 0)
        {
            var place = node.Find(rest[0]);
            if (place < 0)
            {
                var leaf = new Node(rest);
                node.Children.Insert(~place, leaf);
                node = leaf;
                break;
            }

            var child = node.Children[place];
            var common = rest.AsSpan().CommonPrefixLength(child.Label);
            if (common < child.Label.Length)
            {
                var middle = new Node(child.Label[..common]);
                child.Label = child.Label[common..];
                middle.Children.Add(child);
                node.Children[place] = middle;
                child = middle;
            }

            node = child;
            rest = rest[common..];
        }

        node.Indices.Add(index);
    }

    /// <summary>Starts a walk at the empty prefix.</summary>
    public Walk Over(ReadOnlySpan<char> path) => new(_root, path);

    /// <summary>A walk along the stored prefixes of a path, from the shortest to the longest.</summary>
    public ref struct Walk
    {
        private Node? _node;
        private ReadOnlySpan<char> _rest;

        internal Walk(Node root, ReadOnlySpan<char> path)
        {
            _node = root;
            _rest = path;
        }

        /// <summary>The next prefix that has indices.</summary>
        public bool MoveNext([NotNullWhen(true)] out List<int>? indices)
        {
            while (_node is { } node)
            {
                var place = _rest.Length == 0 ? -1 : node.Find(_rest[0]);
                if (place >= 0 && _rest.StartsWith(node.Children[place].Label, StringComparison.Ordinal))
                {
                    _node = node.Children[place];
                    _rest = _rest[_node.Label.Length..];
                }
                else
                {
                    _node = null;
                }

                if (node.Indices.Count > 0)
                {
                    indices = node.Indices;
                    return true;
                }
            }

            indices = null;
            return false;
        }
    }

    internal sealed class Node(string label)
    {
        public string Label = label;

        public List<Node> Children { get; } = [];

        public List<int> Indices { get; } = [];

        /// <summary>The child that starts with a character, or the complement of its position.</summary>
        public int Find(char letter)
        {
            var (low, high) = (0, Children.Count - 1);
            while (low <= high)
            {
                var middle = (low + high) >>> 1;
                var first = Children[middle].Label[0];
                if (first == letter)
                    return middle;
                if (first < letter)
                    low = middle + 1;
                else
                    high = middle - 1;
            }

            return ~low;
        }
    }
}
