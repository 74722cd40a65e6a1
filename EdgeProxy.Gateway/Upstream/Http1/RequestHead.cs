using System.Globalization;
using System.Text;
using EdgeProxy.Gateway.Primitives;
using Microsoft.Extensions.Primitives;

namespace EdgeProxy.Gateway.Upstream;

/// <summary>The head of an HTTP/1.1 request: its fields are collected, changed, and written at once. One object serves one request after the other.</summary>
internal sealed class RequestHead : IUpstreamHeaders
{
    private (string Name, StringValues Values)[] _fields = new (string Name, StringValues Values)[32];
    private int _count;
    private string _host = "";

    /// <summary>Begins with the next request.</summary>
    public void Reset()
    {
        Array.Clear(_fields, 0, _count);
        _count = 0;
        _host = "";
    }

    public void SetHost(string host) => _host = host;

    public void Add(string name, StringValues values)
    {
        // HTTP/2 lets names through that are none in HTTP/1.1 (RFC 9110, 5.1), where they would change the head.
        if (name.Length == 0 || name.AsSpan().ContainsAnyExcept(FieldBytes.TokenCharacters))
            return;
        if (_count == _fields.Length)
            Array.Resize(ref _fields, 2 * _count);
        _fields[_count++] = (name, values);
    }

    public bool Contains(string name)
    {
        foreach (var (present, _) in _fields.AsSpan(0, _count))
        {
            if (Is(present, name))
                return true;
        }

        return false;
    }

    public void Remove(string name)
    {
        var kept = 0;
        for (var index = 0; index < _count; index++)
        {
            if (!Is(_fields[index].Name, name))
                _fields[kept++] = _fields[index];
        }

        Array.Clear(_fields, kept, _count - kept);
        _count = kept;
    }

    /// <summary>Writes the head.</summary>
    /// <param name="output">Where it is written to; a larger one takes its place where it is too small.</param>
    /// <param name="method">The method.</param>
    /// <param name="target">Path and query.</param>
    /// <param name="isChunked">A body follows whose length is not known.</param>
    /// <returns>How many bytes it has.</returns>
    /// <exception cref="FormatException">A field has a line break, so that it would be two.</exception>
    public int Write(ref byte[] output, string method, string target, bool isChunked)
    {
        if (target.AsSpan().ContainsAnyExceptInRange('!', '~'))
            target = Escape(target);
        var writer = new Writer(ref output);
        writer.Add(method);
        writer.Add(" "u8);
        writer.Add(target);
        writer.Add(" HTTP/1.1\r\nHost: "u8);
        writer.Add(_host);
        foreach (ref readonly var field in _fields.AsSpan(0, _count))
        {
            writer.Add("\r\n"u8);
            writer.Add(field.Name);
            writer.Add(": "u8);
            if (field.Values.Count == 1)
                writer.Add(field.Values[0] ?? "");
            else
                writer.Add(field.Name, field.Values);
        }

        if (isChunked)
            writer.Add("\r\nTransfer-Encoding: chunked"u8);
        else if (HasContent(method) && !Contains("Content-Length"))
            writer.Add("\r\nContent-Length: 0"u8);
        writer.Add("\r\n\r\n"u8);
        return writer.Length;
    }

    /// <summary>RFC 9110, 8.6: a request without a body says so where its method expects one.</summary>
    private static bool HasContent(string method) => method is not ("GET" or "HEAD" or "DELETE" or "OPTIONS" or "CONNECT");

    /// <summary>A rewrite may have brought what no request line has.</summary>
    private static string Escape(string target)
    {
        var escaped = new StringBuilder(target.Length + 16);
        foreach (var letter in Encoding.UTF8.GetBytes(target))
        {
            if (letter is >= (byte)'!' and <= (byte)'~')
                escaped.Append((char)letter);
            else
                escaped.Append('%').Append(letter.ToString("X2", CultureInfo.InvariantCulture));
        }

        return escaped.ToString();
    }

    private static bool Is(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);

    private ref struct Writer(ref byte[] output)
    {
        private ref byte[] _output = ref output;

        public int Length { get; private set; }

        public void Add(ReadOnlySpan<byte> text)
        {
            if (text.Length > _output.Length - Length)
                Grow(text.Length);
            text.CopyTo(_output.AsSpan(Length));
            Length += text.Length;
        }

        public void Add(string text)
        {
            if (text.AsSpan().ContainsAny('\r', '\n', '\0'))
                throw new FormatException("A field of the request has a line break.");
            if (text.Length > _output.Length - Length)
                Grow(text.Length);
            // Bytes pass as they came: Envoy knows no character sets.
            Length += Encoding.Latin1.GetBytes(text, _output.AsSpan(Length));
        }

        /// <summary>The values of a field that came in several lines, as one (RFC 9110, 5.3).</summary>
        public void Add(string name, StringValues values)
        {
            var separator = Is(name, "Cookie") ? "; "u8 : ", "u8;
            for (var index = 0; index < values.Count; index++)
            {
                if (index > 0)
                    Add(separator);
                Add(values[index] ?? "");
            }
        }

        private void Grow(int more) => Array.Resize(ref _output, Math.Max(2 * _output.Length, Length + more));
    }
}
