using System.Text;
using Microsoft.Extensions.Primitives;

namespace EdgeProxy.Gateway.Upstream;

/// <summary>
/// The strings of a response's fields. A host answers with the same fields again and again: where a name or a value is that of the last response of the connection
/// in the same place, its string is used again.
/// </summary>
internal sealed class ResponseStrings
{
    /// <summary>How many fields are kept: more than this has no ordinary response.</summary>
    public const int MostFields = 32;

    private const int LongestValue = 128;
    private readonly (string Name, string Value)[] _last = new (string Name, string Value)[MostFields];

    /// <summary>The name and the value of a field; those before it have been asked for.</summary>
    /// <param name="index">The place of the field in the head.</param>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    public (string Name, StringValues Value) Get(int index, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (index >= MostFields)
            return (Encoding.ASCII.GetString(name), Encoding.Latin1.GetString(value));
        ref var last = ref _last[index];
        if (last.Name is null || !Ascii.Equals(name, last.Name))
            last = (Encoding.ASCII.GetString(name), "");
        if (value.Length > LongestValue)
            return (last.Name, Encoding.Latin1.GetString(value));
        if (!Ascii.Equals(value, last.Value))
            last.Value = Encoding.Latin1.GetString(value);
        return (last.Name, last.Value);
    }

    /// <summary>The name of a field that has been asked for.</summary>
    public string Name(int index) => _last[index].Name;

    /// <summary>Whether no field before one has its name.</summary>
    public bool IsFirst(int index, string name)
    {
        for (var before = 0; before < index; before++)
        {
            var other = _last[before].Name;
            if (other.Length == name.Length && other.Equals(name, StringComparison.OrdinalIgnoreCase))
                return false;
        }

        return true;
    }
}
