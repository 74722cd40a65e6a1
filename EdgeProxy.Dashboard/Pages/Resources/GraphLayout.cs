namespace EdgeProxy.Dashboard.Pages.Resources;

/// <summary>Places resources in columns, from those that nobody refers to on the left to those that refer to nobody on the right.</summary>
public static class GraphLayout
{
    /// <summary>The width of a node in pixels.</summary>
    public const int NodeWidth = 176;

    /// <summary>The height of a node in pixels.</summary>
    public const int NodeHeight = 56;

    private const int ColumnGap = 72;
    private const int RowGap = 28;

    /// <summary>Where each node goes: its upper left corner.</summary>
    /// <param name="nodes">The names, in the order in which they are preferred from the top.</param>
    /// <param name="edges">From whom to whom. Unknown names and loops are left out of the order.</param>
    public static IReadOnlyDictionary<string, (int X, int Y)> Place(IReadOnlyList<string> nodes, IReadOnlyCollection<(string From, string To)> edges)
    {
        var columns = nodes.ToDictionary(node => node, _ => 0, StringComparer.Ordinal);
        // The longest way to each node. As many rounds as nodes end it even where references go in a circle.
        for (var round = 0; round < nodes.Count; round++)
        {
            var isSettled = true;
            foreach (var (from, to) in edges)
            {
                if (!columns.TryGetValue(from, out var before) || !columns.TryGetValue(to, out var column) || from == to || column > before || before + 1 >= nodes.Count)
                    continue;
                columns[to] = before + 1;
                isSettled = false;
            }

            if (isSettled)
                break;
        }

        var tallest = columns.GroupBy(node => node.Value).Select(column => column.Count()).DefaultIfEmpty(0).Max();
        var places = new Dictionary<string, (int X, int Y)>(StringComparer.Ordinal);
        foreach (var column in nodes.GroupBy(node => columns[node]).OrderBy(column => column.Key).Select((column, index) => (Names: column.ToList(), Index: index)))
        {
            var top = (tallest - column.Names.Count) * (NodeHeight + RowGap) / 2;
            for (var row = 0; row < column.Names.Count; row++)
                places[column.Names[row]] = (column.Index * (NodeWidth + ColumnGap), top + (row * (NodeHeight + RowGap)));
        }

        return places;
    }
}
