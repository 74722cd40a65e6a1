namespace EdgeProxy.Hosting.ApplicationModel;

/// <summary>Puts a <see cref="ReferenceExpression"/> together, piece by piece.</summary>
public sealed class ReferenceExpressionBuilder
{
    private readonly List<ExpressionPart> _parts = [];

    /// <summary>Whether nothing was added yet.</summary>
    public bool IsEmpty => _parts.Count == 0;

    /// <summary>Adds an interpolated string.</summary>
    /// <param name="handler">The interpolated string.</param>
    public void Append(in ReferenceExpression.ExpressionInterpolatedStringHandler handler) => _parts.AddRange(handler.GetExpression().Parts);

    /// <summary>Adds text.</summary>
    /// <param name="value">The text.</param>
    public void AppendLiteral(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Length > 0)
            _parts.Add(ExpressionPart.Of(value));
    }

    /// <summary>Adds text.</summary>
    /// <param name="value">The text; nothing when null.</param>
    public void AppendFormatted(string? value) => AppendFormatted(value, null);

    /// <summary>Adds text.</summary>
    /// <param name="value">The text; nothing when null.</param>
    /// <param name="format"><c>uri</c> escapes it.</param>
    /// <exception cref="FormatException"><paramref name="format"/> is not known.</exception>
    public void AppendFormatted(string? value, string? format) =>
        AppendLiteral(format is null ? value ?? "" : ExpressionPart.Of(ReferenceExpression.Of(""), format).Write(value ?? ""));

    /// <summary>Adds a value.</summary>
    /// <param name="valueProvider">The value.</param>
    public void AppendFormatted<T>(T valueProvider)
        where T : IExpressionValue => AppendFormatted(valueProvider, null);

    /// <summary>Adds a value.</summary>
    /// <param name="valueProvider">The value.</param>
    /// <param name="format"><c>uri</c> escapes it.</param>
    /// <exception cref="FormatException"><paramref name="format"/> is not known.</exception>
    public void AppendFormatted<T>(T valueProvider, string? format)
        where T : IExpressionValue => _parts.Add(ExpressionPart.Of(valueProvider, format));

    /// <summary>The expression of what was added so far.</summary>
    public ReferenceExpression Build() => new([.. _parts]);
}
