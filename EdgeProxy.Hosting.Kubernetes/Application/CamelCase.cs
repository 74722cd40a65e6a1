namespace EdgeProxy.Hosting.Kubernetes.Application;

/// <summary>Names for values.yaml: Helm's <c>.Values</c> takes no hyphens.</summary>
internal static class CamelCase
{
    /// <summary><c>ping-svc</c> becomes <c>pingSvc</c>.</summary>
    public static string Of(string name)
    {
        var words = name.Split('-', StringSplitOptions.RemoveEmptyEntries);
        return string.Concat(words.Select((word, index) =>
            (index == 0 ? char.ToLowerInvariant(word[0]) : char.ToUpperInvariant(word[0])) + word[1..]));
    }
}
