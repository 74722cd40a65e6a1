using System.Text;

namespace EdgeProxy.Gateway.EnvoyConfig;

/// <summary>The names of fields.</summary>
internal static class FieldName
{
    /// <summary><c>connectTimeout</c> is <c>connect_timeout</c>; names with dots, dashes or @ are kept.</summary>
    public static string ToSnakeCase(string name)
    {
        if (name.Length == 0 || !char.IsAsciiLetterLower(name[0]) || !name.All(char.IsAsciiLetterOrDigit))
            return name;
        var snake = new StringBuilder(name.Length + 8);
        foreach (var letter in name)
        {
            if (char.IsAsciiLetterUpper(letter))
                snake.Append('_');
            snake.Append(char.ToLowerInvariant(letter));
        }

        return snake.ToString();
    }

    /// <summary>" (did you mean 'x'?)." for a name that differs by two letters at most, and by a third of its own; else a full stop.</summary>
    public static string Suggest(string name, IEnumerable<string> known)
    {
        var nearest = known.MinBy(other => Distance(name, other));
        return nearest is not null && Distance(name, nearest) <= Math.Min(2, name.Length / 3) ? $" (did you mean '{nearest}'?)." : ".";
    }

    private static int Distance(string from, string to)
    {
        if (Math.Abs(from.Length - to.Length) > 2)
            return int.MaxValue;
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var cost = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(cost, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
