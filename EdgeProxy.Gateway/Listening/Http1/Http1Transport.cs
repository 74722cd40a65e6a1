using System.IO.Pipelines;

namespace EdgeProxy.Gateway.Listening;

/// <summary>A transport with another input.</summary>
internal sealed class Http1Transport(PipeReader input, PipeWriter output) : IDuplexPipe
{
    public PipeReader Input => input;

    public PipeWriter Output => output;
}
