using System.Net;
using System.Net.WebSockets;
using System.Text;
using EdgeProxy.Gateway.Tests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace EdgeProxy.Gateway.Tests.Forwarding;

public sealed class WebSocketTests
{
    [Fact]
    public async Task PassWhereTheSettingAllowsThem()
    {
        await using var backend = await KestrelBackend.StartAsync(HttpProtocols.Http1, EchoAsync);
        await using var gateway = await TestGateway.StartAsync([.. TestSettings.BothOn(backend.Port), "Edge:Listener:WebSockets=true"]);
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(Address(gateway), TestContext.Current.CancellationToken);
        foreach (var text in new[] { "hello", "GET / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n" })
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);
            var buffer = new byte[100];
            var received = await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken);
            Assert.Equal(text, Encoding.UTF8.GetString(buffer, 0, received.Count));
        }
    }

    /// <summary>RFC 8441: an extended CONNECT, which goes to the host as an upgrade of HTTP/1.1.</summary>
    [Fact]
    public async Task PassOverHttp2Too()
    {
        await using var backend = await KestrelBackend.StartAsync(HttpProtocols.Http1, EchoAsync);
        await using var gateway = await TestGateway.StartAsync([.. TestSettings.BothOn(backend.Port), "Edge:Listener:WebSockets=true"]);
        using var socket = new ClientWebSocket();
        (socket.Options.HttpVersion, socket.Options.HttpVersionPolicy) = (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact);
        await socket.ConnectAsync(Address(gateway), gateway.Client, TestContext.Current.CancellationToken);
        await socket.SendAsync("hello"u8.ToArray(), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);
        var buffer = new byte[100];
        var received = await socket.ReceiveAsync(buffer, TestContext.Current.CancellationToken);
        Assert.Equal("hello", Encoding.UTF8.GetString(buffer, 0, received.Count));
    }

    [Fact]
    public async Task AreRefusedByDefault()
    {
        await using var backend = await KestrelBackend.StartAsync(HttpProtocols.Http1, EchoAsync);
        await using var gateway = await TestGateway.StartAsync(TestSettings.BothOn(backend.Port));
        using var socket = new ClientWebSocket();
        var failure = await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(Address(gateway), TestContext.Current.CancellationToken));
        Assert.Contains("403", failure.Message, StringComparison.Ordinal);
    }

    private static Uri Address(TestGateway gateway) => new($"ws://{gateway.Address.Authority}/ping");

    private static async Task EchoAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[1024];
        while (true)
        {
            var received = await socket.ReceiveAsync(buffer, context.RequestAborted);
            if (received.MessageType == WebSocketMessageType.Close)
                return;
            await socket.SendAsync(buffer.AsMemory(0, received.Count), received.MessageType, received.EndOfMessage, context.RequestAborted);
        }
    }
}
