using System.Text;
using EdgeProxy.Gateway.Primitives;

namespace EdgeProxy.Gateway.Filters;

/// <summary>The answer of a filter in the place of the service's.</summary>
/// <param name="Status">The status; gRPC requests get 200 with the status it stands for.</param>
/// <param name="Content">The body; empty for none.</param>
/// <param name="Flag">The flag in the access log.</param>
internal sealed record FilterReply(int Status, byte[] Content, ResponseFlags Flag = ResponseFlags.None)
{
    public FilterReply(int status, string text = "", ResponseFlags flag = ResponseFlags.None)
        : this(status, Encoding.UTF8.GetBytes(text), flag)
    {
    }

    /// <summary>Headers, in the place of those of the same names.</summary>
    public IReadOnlyList<(string Name, string Value)> Headers { get; init; } = [];

    /// <summary>The gRPC status; null for the one that the HTTP status stands for.</summary>
    public int? GrpcStatus { get; init; }
}
