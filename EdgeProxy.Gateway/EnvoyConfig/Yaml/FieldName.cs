using System.Text;
using EdgeProxy.Gateway.Model;

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

    /// <summary>" (did you mean 'x'?)." where there is a name near enough; else a full stop.</summary>
    public static string Suggest(string name, IEnumerable<string> known) =>
        EditDistance.Nearest(name, known) is { } nearest ? $" (did you mean '{nearest}'?)." : ".";
}
