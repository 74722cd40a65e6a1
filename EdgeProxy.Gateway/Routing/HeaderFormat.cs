using System.Buffers;
using System.Text;
using EdgeProxy.Gateway.Observability;
using EdgeProxy.Gateway.Primitives;

namespace EdgeProxy.Gateway.Routing;

/// <summary>A header value with Envoy's operators: <c>%DOWNSTREAM_REMOTE_ADDRESS%</c>, <c>%REQ(name)%</c> and all others of access logs.</summary>
internal sealed class HeaderFormat
{
    private const int UsualLength = 512;
    private readonly FormatPart[] _parts;
    private readonly string? _literal;

    private HeaderFormat(FormatPart[] parts)
    {
        _parts = parts;
        _literal = parts switch
        {
            [] => "",
            [{ Operator: FormatOperator.Literal, Literal: var only }] => Encoding.UTF8.GetString(only),
            _ => null,
        };
    }

    public static HeaderFormat Parse(string text) => new([.. FormatParser.Parse(text)]);

    /// <summary>The value for a request; an operator without a value adds nothing.</summary>
    public string Format(in RequestInfo info)
    {
        if (_literal is not null)
            return _literal;
        var usual = new FormatBuffer(stackalloc byte[UsualLength]);
        Write(ref usual, info);
        if (!usual.IsCut)
            return Encoding.UTF8.GetString(usual.Written);
        for (var size = 8 * UsualLength; ; size *= 4)
        {
            var rented = ArrayPool<byte>.Shared.Rent(size);
            var buffer = new FormatBuffer(rented);
            Write(ref buffer, info);
            var value = buffer.IsCut ? null : Encoding.UTF8.GetString(buffer.Written);
            ArrayPool<byte>.Shared.Return(rented);
            if (value is not null)
                return value;
        }
    }

    private void Write(ref FormatBuffer buffer, in RequestInfo info)
    {
        foreach (var part in _parts)
            FormatWriter.Write(ref buffer, part, info, FormatTarget.Header);
    }
}
