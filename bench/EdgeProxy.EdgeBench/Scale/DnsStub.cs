using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace EdgeProxy.EdgeBench.Scale;

/// <summary>A DNS server on loopback to which every name is 127.0.0.1, and that knows when it was asked.</summary>
internal sealed class DnsStub : IAsyncDisposable
{
    /// <summary>The gateway's refresh rate.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private const int PartsOfInterval = 10;
    private readonly UdpClient _socket = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<long> _asked = new();
    private readonly Task _loop;

    public DnsStub() => _loop = RunAsync();

    public string Address => _socket.Client.LocalEndPoint!.ToString()!;

    /// <summary>Counts questions for some intervals, in tenths of an interval.</summary>
    public async Task<IReadOnlyList<double>> CountAsync(int intervals)
    {
        var start = Stopwatch.GetTimestamp();
        _asked.Clear();
        await Task.Delay(Interval * intervals);
        var parts = new double[intervals * PartsOfInterval];
        foreach (var time in _asked)
            parts[Math.Clamp((int)(Stopwatch.GetElapsedTime(start, time) / (Interval / PartsOfInterval)), 0, parts.Length - 1)]++;
        return parts;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                var question = await _socket.ReceiveAsync(_stop.Token);
                _asked.Enqueue(Stopwatch.GetTimestamp());
                await _socket.SendAsync(Answer(question.Buffer), question.RemoteEndPoint, _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    /// <summary>The question with one A record behind it (RFC 1035, 4.1).</summary>
    private static byte[] Answer(byte[] question)
    {
        var end = 12;
        while (question[end] > 0)
            end += question[end] + 1;
        byte[] head = [question[0], question[1], 0x81, 0x80, 0, 1, 0, 1, 0, 0, 0, 0];
        return [.. head, .. question[12..(end + 5)], 0xC0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 127, 0, 0, 1];
    }
}
