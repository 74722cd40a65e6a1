namespace EdgeProxy.Hosting.Planning.Values;

/// <summary>Environment variables while they are put together; a later one takes the place of an earlier one of its name.</summary>
internal sealed class PlannedEnvironment
{
    private readonly SortedDictionary<string, PlannedText> _variables = new(StringComparer.Ordinal);

    /// <summary>The variables in order of their names.</summary>
    public IReadOnlyDictionary<string, string> Variables =>
        new SortedDictionary<string, string>(_variables.ToDictionary(variable => variable.Key, variable => variable.Value.Value), StringComparer.Ordinal);

    /// <summary>The names of those with a secret in them.</summary>
    public IReadOnlySet<string> Secrets => _variables.Where(variable => variable.Value.IsSecret).Select(variable => variable.Key).ToHashSet();

    public void Set(string name, string value) => _variables[name] = new PlannedText(value, IsSecret: false);

    public void Set(string name, PlannedText value) => _variables[name] = value;

    public void Remove(string name) => _variables.Remove(name);
}
