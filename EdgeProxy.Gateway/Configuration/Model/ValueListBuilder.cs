namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>Makes a <see cref="ValueList{T}"/> of a collection expression.</summary>
public static class ValueListBuilder
{
    /// <summary>A list with these items.</summary>
    /// <typeparam name="T">The item.</typeparam>
    /// <param name="items">The items.</param>
    public static ValueList<T> Create<T>(ReadOnlySpan<T> items) => new(items.ToArray());
}
