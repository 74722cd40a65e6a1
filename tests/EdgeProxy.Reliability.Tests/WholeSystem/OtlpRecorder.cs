using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EdgeProxy.Reliability.Tests.WholeSystem;

/// <summary>Receives telemetry by OTLP over HTTP and keeps it as it came. Text in a protobuf message is its UTF-8 bytes, so that a search needs no decoding.</summary>
internal sealed class OtlpRecorder : IAsyncDisposable
{
    private readonly ConcurrentQueue<byte[]> _messages = new();
    private WebApplication? _server;

    /// <summary>Where it receives.</summary>
    public Uri Address => new(_server?.Urls.Single() ?? throw new InvalidOperationException("The recorder was not started."));

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _server = builder.Build();
        _server.MapPost("/v1/{signal}", async (HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            _messages.Enqueue(body.ToArray());
        });
        await _server.StartAsync();
    }

    /// <summary>How many of the messages have some bytes in them.</summary>
    public int Count(ReadOnlySpan<byte> bytes)
    {
        var count = 0;
        foreach (var message in _messages)
            count += message.AsSpan().IndexOf(bytes) >= 0 ? 1 : 0;
        return count;
    }

    /// <summary>How many of the messages have a text in them.</summary>
    public int Count(string text) => Count(Encoding.UTF8.GetBytes(text));

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
    }
}
