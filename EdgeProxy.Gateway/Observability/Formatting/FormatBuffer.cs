using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Encodings.Web;

namespace EdgeProxy.Gateway.Observability;

/// <summary>Takes formatted values as UTF-8, in memory that is given. What does not fit is cut off.</summary>
internal ref struct FormatBuffer(Span<byte> buffer)
{
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789 /:.-_?=,;()*@%!|~#$[]{}");
    private readonly Span<byte> _buffer = buffer;
    private int _length;

    public readonly ReadOnlySpan<byte> Written => _buffer[.._length];

    /// <summary>Something did not fit.</summary>
    public bool IsCut { get; private set; }

    public void Append(scoped ReadOnlySpan<byte> bytes)
    {
        var count = Math.Min(bytes.Length, _buffer.Length - _length);
        IsCut |= count < bytes.Length;
        bytes[..count].CopyTo(_buffer[_length..]);
        _length += count;
    }

    public void Append(long number)
    {
        if (Utf8Formatter.TryFormat(number, _buffer[_length..], out var written))
            _length += written;
        else
            IsCut = true;
    }

    public void AppendThreeDigits(int number)
    {
        if (_buffer.Length - _length < 3)
        {
            IsCut = true;
            return;
        }

        _buffer[_length++] = (byte)('0' + (number / 100));
        _buffer[_length++] = (byte)('0' + (number / 10 % 10));
        _buffer[_length++] = (byte)('0' + (number % 10));
    }

    /// <summary>
    /// Appends a text: in JSON with all that JSON escapes, in a line on one line and without control characters, and in a header as it is.
    /// </summary>
    public void Append(scoped ReadOnlySpan<char> text, FormatTarget target)
    {
        var isJson = target == FormatTarget.Json;
        if (target != FormatTarget.Header && text.ContainsAnyExceptInRange(' ', '~'))
            text = isJson ? LogTextEscaper.Decode(text) : LogTextEscaper.Escape(LogTextEscaper.Decode(text));
        if (isJson && text.ContainsAnyExcept(Plain))
            AppendEscaped(text);
        else
            AppendPlain(text);
    }

    private void AppendPlain(scoped ReadOnlySpan<char> text)
    {
        if (Encoding.UTF8.TryGetBytes(text, _buffer[_length..], out var written))
            _length += written;
        else
            IsCut = true;
    }

    private void AppendEscaped(scoped ReadOnlySpan<char> text)
    {
        var escaped = ArrayPool<char>.Shared.Rent(text.Length * JavaScriptEncoder.Default.MaxOutputCharactersPerInputCharacter);
        JavaScriptEncoder.Default.Encode(text, escaped, out _, out var written);
        AppendPlain(escaped.AsSpan(0, written));
        ArrayPool<char>.Shared.Return(escaped);
    }
}
