namespace EdgeProxy.Hosting.ApplicationModel;


/// <summary>The rule for resource names: Aspire's, which makes each of them a DNS label and a Kubernetes object name too.</summary>
internal static class ResourceName
{
    private const int MaxLength = 64;

    public static void Validate(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (Fault(name) is { } fault)
        {
            throw new ArgumentException(
                $"The resource name '{name}' is invalid: it {fault}. A name is 1 to {MaxLength} ASCII letters, digits and single hyphens, starts with a letter and does not end with a hyphen.",
                nameof(name));
        }
    }

    private static string? Fault(string name)
    {
        if (name.Length is 0 or > MaxLength)
            return $"has {name.Length} characters";
        if (!char.IsAsciiLetter(name[0]))
            return "does not start with a letter";
        if (name[^1] == '-')
            return "ends with a hyphen";
        if (name.Contains("--", StringComparison.Ordinal))
            return "has two hyphens in a row";
        foreach (var character in name)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character != '-')
                return $"contains '{character}'";
        }

        return null;
    }
}
