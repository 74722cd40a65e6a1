namespace EdgeProxy.Hosting.ApplicationModel;

/// <summary>An environment variable of a resource's process.</summary>
/// <param name="name">The variable's name.</param>
/// <param name="value">The value; null takes a variable away that came from the launch profile.</param>
public sealed class EnvironmentAnnotation(string name, ReferenceExpression? value) : IResourceAnnotation
{
    /// <summary>A variable whose value is known already.</summary>
    /// <param name="name">The variable's name.</param>
    /// <param name="value">The value; null takes a variable away that came from the launch profile.</param>
    public EnvironmentAnnotation(string name, string? value)
        : this(name, value is null ? null : ReferenceExpression.Of(value))
    {
    }

    /// <summary>The variable's name.</summary>
    public string Name { get; } = name;

    /// <summary>The value; null takes a variable away that came from the launch profile.</summary>
    public ReferenceExpression? Value { get; } = value;
}
