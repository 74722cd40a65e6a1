using System.Text.RegularExpressions;

namespace EdgeProxy.Dashboard.Presentation;

/// <summary>The engine's names of states as people write them: <c>FailedToStart</c> is <c>Failed to start</c>.</summary>
internal static partial class StateWords
{
    /// <summary>A state in words.</summary>
    public static string Of(string state) => Inner().Replace(state, match => " " + char.ToLowerInvariant(match.Value[0]));

    [GeneratedRegex("(?<=[a-z])[A-Z]")]
    private static partial Regex Inner();
}
