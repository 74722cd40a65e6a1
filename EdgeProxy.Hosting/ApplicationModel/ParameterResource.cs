namespace EdgeProxy.Hosting.ApplicationModel;

/// <summary>A value that whoever runs or publishes the application gives it.</summary>
public class ParameterResource : Resource, IExpressionValue
{
    private readonly Func<string?> _value;

    internal ParameterResource(string name, bool secret, string configurationKey, Func<string?> value)
        : base(name)
    {
        Secret = secret;
        ConfigurationKey = configurationKey;
        _value = value;
    }

    /// <summary>Whether the value is shown nowhere.</summary>
    public bool Secret { get; }

    /// <inheritdoc />
    public string ValueExpression => $"{{{Name}.value}}";

    /// <summary>The key of the AppHost's configuration that has the value.</summary>
    internal string ConfigurationKey { get; }

    /// <summary>Gives the value of a publish where it is another one than that of a run.</summary>
    internal Func<string?>? PublishedValue { get; init; }

    /// <summary>The value of a run; null where nobody gave one.</summary>
    internal string? FindValue() => _value();

    /// <summary>The value that a publish writes, or a deployment passes on; null where nobody gave one.</summary>
    internal string? FindPublishedValue() => (PublishedValue ?? _value)();
}
