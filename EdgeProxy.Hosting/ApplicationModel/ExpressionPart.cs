namespace EdgeProxy.Hosting.ApplicationModel;

/// <summary>A piece of a <see cref="ReferenceExpression"/>: text, or a value with the way it is written.</summary>
/// <param name="Text">The text; null for a value.</param>
/// <param name="Value">The value; null for text.</param>
/// <param name="Format">How the value is written: <c>uri</c> escapes it for a part of a URL; null as it is.</param>
internal sealed record ExpressionPart(string? Text, IExpressionValue? Value, string? Format)
{
    private const string UriFormat = "uri";

    public static ExpressionPart Of(string text) => new(text, null, null);

    /// <exception cref="FormatException"><paramref name="format"/> is not known.</exception>
    public static ExpressionPart Of(IExpressionValue value, string? format)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (format is not null and not UriFormat)
            throw new FormatException($"The format '{format}' is not known. Allowed: '{UriFormat}'.");
        return new(null, value, format);
    }

    /// <summary>Writes a value as <see cref="Format"/> says.</summary>
    public string Write(string value) => Format == UriFormat ? Uri.EscapeDataString(value) : value;
}
