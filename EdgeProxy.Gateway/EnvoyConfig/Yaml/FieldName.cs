using System.Text;
using EdgeProxy.Gateway.Configuration;

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
        var nearest = known.MinBy(other => EditDistance.Between(name, other));
        return nearest is not null && EditDistance.Between(name, nearest) <= Math.Min(2, name.Length / 3) ? $" (did you mean '{nearest}'?)." : ".";
    }
}
