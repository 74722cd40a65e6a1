namespace EdgeProxy.Hosting.Kubernetes.Templating;

/// <summary>Whether something is published: asked by the chart when it is installed, decided already in plain YAML.</summary>
/// <param name="Expression">The condition as Helm's <c>if</c> takes it.</param>
/// <param name="IsOn">What it comes to with the values that are published.</param>
internal sealed record Condition(string Expression, bool IsOn)
{
    /// <summary>Both conditions hold.</summary>
    public Condition And(Condition other) => new($"and {Operand} {other.Operand}", IsOn && other.IsOn);

    /// <summary>One of the conditions holds, or both.</summary>
    public Condition Or(Condition other) => new($"or {Operand} {other.Operand}", IsOn || other.IsOn);

    /// <summary>The condition does not hold.</summary>
    public Condition Not() => new($"not {Operand}", !IsOn);

    private string Operand => Expression.Contains(' ', StringComparison.Ordinal) ? $"({Expression})" : Expression;
}
