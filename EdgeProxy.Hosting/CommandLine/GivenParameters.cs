using EdgeProxy.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace EdgeProxy.Hosting.CommandLine;

/// <summary>Compares the names below <c>Parameters</c> that somebody gives with those that <c>AppHost.cs</c> declares: a misspelt one would be ignored in silence.</summary>
internal static class GivenParameters
{
    private const string Section = "Parameters:";

    /// <summary>An argument is meant for this application, so every one that it does not declare is a fault.</summary>
    public static IEnumerable<string> Faults(AppHostArguments arguments, IEnumerable<IResource> resources)
    {
        var declared = Declared(resources);
        foreach (var key in arguments.Configuration.Keys.Where(IsParameter).Where(key => !declared.Contains(Name(key))))
        {
            var known = declared.Count == 0 ? "AppHost.cs has no AddParameter" : $"Declared with AddParameter: {string.Join(", ", declared.Select(name => $"'{name}'"))}";
            yield return $"The argument '--{key}' gives a parameter that the application does not have.{Hint(key, declared)} {known}.";
        }
    }

    /// <summary>
    /// Files, user secrets and the environment may have values for other applications too, so only a name is told that resembles a declared one
    /// to which nobody gave a value.
    /// </summary>
    public static IEnumerable<string> Warnings(IConfiguration configuration, IEnumerable<IResource> resources)
    {
        var declared = Declared(resources);
        var given = configuration.GetSection("Parameters").GetChildren().Select(child => child.Key).ToHashSet(Comparer);
        var open = declared.Where(name => !given.Contains(name)).ToHashSet(Comparer);
        return
        [
            .. from name in given
               where !declared.Contains(name)
               let hint = Hint(name, open)
               where hint.Length > 0
               select $"The configuration has '{Section}{name}', and the application no parameter of that name.{hint}",
        ];
    }

    private static SpellingComparer Comparer => SpellingComparer.Instance;

    private static HashSet<string> Declared(IEnumerable<IResource> resources) =>
        resources.OfType<ParameterResource>().Select(parameter => parameter.ConfigurationKey).Where(IsParameter).Select(Name).ToHashSet(Comparer);

    private static bool IsParameter(string key) => key.StartsWith(Section, StringComparison.OrdinalIgnoreCase);

    private static string Name(string key) => key[Section.Length..];

    private static string Hint(string text, HashSet<string> candidates)
    {
        var name = IsParameter(text) ? Name(text) : text;
        return candidates.Count == 0 ? "" : Nearest.Hint(name.ToLowerInvariant(), candidates);
    }

    /// <summary>As <see cref="ParameterResourceBuilderExtensions.Find"/> reads them: without case, and <c>_</c> may stand for <c>-</c>.</summary>
    private sealed class SpellingComparer : IEqualityComparer<string>
    {
        public static SpellingComparer Instance { get; } = new();

        public bool Equals(string? x, string? y) => string.Equals(x?.Replace('-', '_'), y?.Replace('-', '_'), StringComparison.OrdinalIgnoreCase);

        public int GetHashCode(string obj) => StringComparer.OrdinalIgnoreCase.GetHashCode(obj.Replace('-', '_'));
    }
}
