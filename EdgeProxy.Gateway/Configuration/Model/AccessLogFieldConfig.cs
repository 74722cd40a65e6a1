namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>One key of an access log's JSON, or one element of a list in it.</summary>
/// <param name="Key">The key; empty in a list.</param>
/// <param name="Format">The format string of its value, where it is a text.</param>
public sealed record AccessLogFieldConfig(string Key, string Format)
{
    /// <summary>The value as JSON, where it is a number or a truth value.</summary>
    public string? Literal { get; init; }

    /// <summary>The fields, where it is an object, or the elements, where it is a list.</summary>
    public ValueList<AccessLogFieldConfig>? Fields { get; init; }

    /// <summary><see cref="Fields"/> are a list.</summary>
    public bool IsList { get; init; }
}
