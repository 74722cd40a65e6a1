using System.Text;

namespace EdgeProxy.Dashboard.Pages.Traces;

/// <summary>
/// Draws a whole trace small: one path for each colour. However many spans there are, no more is drawn than can be told apart.
/// </summary>
internal static class MinimapPaths
{
    /// <summary>The width of the drawing's own coordinates.</summary>
    public const int Width = 800;

    /// <summary>The height of the drawing's own coordinates.</summary>
    public const int Height = 46;

    private const int LineHeight = 3;
    private const int Lines = Height / LineHeight;

    /// <summary>For each colour, the path.</summary>
    /// <param name="tree">The trace.</param>
    /// <param name="colorOf">The class of a service's colour.</param>
    public static IReadOnlyList<(string Color, string Path)> Draw(TraceTree tree, Func<string, string> colorOf)
    {
        // Which part of each line is covered already, for each colour: bits, so that ten thousand spans cost as much as a hundred.
        var covered = new Dictionary<string, bool[,]>();
        for (var index = 0; index < tree.Nodes.Count; index++)
        {
            var node = tree.Nodes[index];
            var color = colorOf(node.Span.Resource.ServiceName);
            if (!covered.TryGetValue(color, out var cells))
                covered[color] = cells = new bool[Lines, Width];
            var line = tree.Nodes.Count <= Lines ? index : (int)((long)index * Lines / tree.Nodes.Count);
            var from = (int)((double)node.Offset / tree.Length * (Width - 1));
            var to = Math.Min(Width - 1, Math.Max(from + 1, (int)((double)node.End / tree.Length * (Width - 1))));
            for (var x = from; x <= to; x++)
                cells[line, x] = true;
        }

        return [.. covered.Select(color => (color.Key, Path(color.Value)))];
    }

    private static string Path(bool[,] cells)
    {
        var path = new StringBuilder();
        for (var line = 0; line < Lines; line++)
        {
            for (var x = 0; x < Width; x++)
            {
                if (!cells[line, x])
                    continue;
                var start = x;
                while (x < Width && cells[line, x])
                    x++;
                path.Append('M').Append(start).Append(' ').Append((line * LineHeight) + 1).Append('H').Append(x);
            }
        }

        return path.ToString();
    }
}
