using Yarp.ReverseProxy.Forwarder;

namespace EdgeProxy.MicroBench;

/// <summary>
/// Stands in for YARP's forwarder: it asks the transformer as that does and answers 200 after it gave up the thread once.
/// </summary>
internal sealed class AnsweringForwarder : IHttpForwarder
{
    private readonly HttpRequestMessage _request = new();
    private readonly HttpResponseMessage _response = new();
    private readonly HttpContent _content = new ByteArrayContent("ping me 1234"u8.ToArray());

    public ValueTask<ForwarderError> SendAsync(
        HttpContext context, string destinationPrefix, HttpMessageInvoker httpClient, ForwarderRequestConfig requestConfig, HttpTransformer transformer) =>
        SendAsync(context, destinationPrefix, httpClient, requestConfig, transformer, CancellationToken.None);

    /// <summary>Ends when requests are answered.</summary>
    public Task Answers { get; set; } = Task.CompletedTask;

    public ValueTask<ForwarderError> SendAsync(
        HttpContext context, string destinationPrefix, HttpMessageInvoker httpClient, ForwarderRequestConfig requestConfig, HttpTransformer transformer,
        CancellationToken cancellationToken) => new(AnswerAsync(context, destinationPrefix, transformer, cancellationToken));

    /// <summary>The task is the forwarder's, as YARP's has one.</summary>
    public async Task<ForwarderError> AnswerAsync(HttpContext context, string destinationPrefix, HttpTransformer transformer, CancellationToken cancellationToken)
    {
        _request.Headers.Clear();
        await transformer.TransformRequestAsync(context, _request, destinationPrefix, cancellationToken);
        await Task.Yield();
        _response.Content = _content;
        await transformer.TransformResponseAsync(context, _response, cancellationToken);
        await Answers;
        return ForwarderError.None;
    }
}
