using System.Globalization;
using System.Runtime.CompilerServices;

namespace EdgeProxy.Hosting.ApplicationModel;

/// <summary>Text with values in it that are known only when the application is run or published: a connection string, say.</summary>
public sealed class ReferenceExpression : IExpressionValue
{
    internal ReferenceExpression(IReadOnlyList<ExpressionPart> parts) => Parts = parts;

    /// <summary>The text with <c>{0}</c>, <c>{1}</c> ... in place of the values.</summary>
    public string Format
    {
        get
        {
            var index = 0;
            return string.Concat(Parts.Select(part =>
                part.Text?.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal)
                ?? $"{{{(index++).ToString(CultureInfo.InvariantCulture)}}}"));
        }
    }

    /// <summary>The values, in the order of the text.</summary>
    public IReadOnlyList<IExpressionValue> ValueProviders => [.. Parts.Select(part => part.Value).OfType<IExpressionValue>()];

    /// <inheritdoc />
    public string ValueExpression => string.Concat(Parts.Select(part => part.Text ?? part.Value!.ValueExpression));

    /// <summary>The text and the values, in order.</summary>
    internal IReadOnlyList<ExpressionPart> Parts { get; }

    /// <summary>Makes an expression of an interpolated string: <c>Create($"Host={db.Property(EndpointProperty.Host)}")</c>.</summary>
    /// <param name="handler">The interpolated string.</param>
    public static ReferenceExpression Create(in ExpressionInterpolatedStringHandler handler) => handler.GetExpression();

    /// <summary>The text alone.</summary>
    internal static ReferenceExpression Of(string text) => new([ExpressionPart.Of(text)]);

    /// <summary>The value alone.</summary>
    internal static ReferenceExpression Of(IExpressionValue value) => value as ReferenceExpression ?? new([ExpressionPart.Of(value, null)]);

    /// <summary>What the compiler makes of an interpolated string of values.</summary>
    [InterpolatedStringHandler]
    public readonly ref struct ExpressionInterpolatedStringHandler
    {
        private readonly ReferenceExpressionBuilder _builder = new();

        /// <summary>Called by the compiler.</summary>
        /// <param name="literalLength">The length of the text.</param>
        /// <param name="formattedCount">The number of values.</param>
        public ExpressionInterpolatedStringHandler(int literalLength, int formattedCount)
        {
        }

        /// <summary>Adds text.</summary>
        /// <param name="value">The text.</param>
        public void AppendLiteral(string value) => _builder.AppendLiteral(value);

        /// <summary>Adds text.</summary>
        /// <param name="value">The text; nothing when null.</param>
        public void AppendFormatted(string? value) => _builder.AppendFormatted(value);

        /// <summary>Adds text.</summary>
        /// <param name="value">The text; nothing when null.</param>
        /// <param name="format"><c>uri</c> escapes it.</param>
        public void AppendFormatted(string? value, string? format) => _builder.AppendFormatted(value, format);

        /// <summary>Adds a value.</summary>
        /// <param name="valueProvider">The value.</param>
        public void AppendFormatted<T>(T valueProvider)
            where T : IExpressionValue => _builder.AppendFormatted(valueProvider);

        /// <summary>Adds a value.</summary>
        /// <param name="valueProvider">The value.</param>
        /// <param name="format"><c>uri</c> escapes it.</param>
        public void AppendFormatted<T>(T valueProvider, string? format)
            where T : IExpressionValue => _builder.AppendFormatted(valueProvider, format);

        /// <summary>Adds the value of a resource.</summary>
        /// <param name="valueProvider">The resource.</param>
        public void AppendFormatted<T>(IResourceBuilder<T> valueProvider)
            where T : IResource, IExpressionValue => AppendFormatted(valueProvider, null);

        /// <summary>Adds the value of a resource.</summary>
        /// <param name="valueProvider">The resource.</param>
        /// <param name="format"><c>uri</c> escapes it.</param>
        public void AppendFormatted<T>(IResourceBuilder<T> valueProvider, string? format)
            where T : IResource, IExpressionValue
        {
            ArgumentNullException.ThrowIfNull(valueProvider);
            _builder.AppendFormatted(valueProvider.Resource, format);
        }

        internal ReferenceExpression GetExpression() => _builder.Build();
    }
}
