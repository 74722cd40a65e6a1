using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EdgeProxy.TestKit;

/// <summary>A DNS server on UDP that answers A questions as a test says.</summary>
public sealed class FakeDnsServer : IAsyncDisposable
{
    /// <summary>The question was answered, if only by nothing.</summary>
    public const int NoError = 0;

    /// <summary>SERVFAIL.</summary>
    public const int ServerFailure = 2;

    /// <summary>NXDOMAIN.</summary>
    public const int NotExistentDomain = 3;

    /// <summary>REFUSED.</summary>
    public const int Refused = 5;

    private readonly ConcurrentDictionary<string, (int Code, string[] Addresses)> _answers = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, int> _asked = new(StringComparer.OrdinalIgnoreCase);
    private readonly CancellationTokenSource _stop = new();
    private readonly UdpClient _socket;
    private readonly Task _loop;

    /// <summary>Starts one on 127.0.0.1.</summary>
    /// <param name="port">The port; 0 for a free one.</param>
    public FakeDnsServer(int port = 0)
    {
        _socket = new UdpClient(new IPEndPoint(IPAddress.Loopback, port));
        _loop = RunAsync();
    }

    /// <summary>Where it listens, as <c>address:port</c>.</summary>
    public string Address => _socket.Client.LocalEndPoint!.ToString()!;

    /// <summary>No answer at all.</summary>
    public bool IsSilent { get; set; }

    /// <summary>Makes another answer of the right one; null sends the right one.</summary>
    public Func<byte[], byte[]>? Spoil { get; set; }

    /// <summary>How long an answer takes.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Gives a name addresses.</summary>
    public void Answer(string name, params string[] addresses) => _answers[name] = (NoError, addresses);

    /// <summary>Answers a name with a code and no address.</summary>
    public void Fail(string name, int code) => _answers[name] = (code, []);

    /// <summary>How often a name was asked for.</summary>
    public int AskedFor(string name) => _asked.GetValueOrDefault(name);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
            return;
        await _stop.CancelAsync();
        await _loop;
        _socket.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                var question = await _socket.ReceiveAsync(_stop.Token);
                var answer = Answer(question.Buffer);
                if (IsSilent)
                    continue;
                if (Delay > TimeSpan.Zero)
                    await Task.Delay(Delay, _stop.Token);
                await _socket.SendAsync(Spoil?.Invoke(answer) ?? answer, question.RemoteEndPoint, _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private byte[] Answer(byte[] question)
    {
        var labels = new List<string>();
        var position = 12;
        while (question[position] > 0)
        {
            labels.Add(Encoding.ASCII.GetString(question, position + 1, question[position]));
            position += question[position] + 1;
        }

        var end = position + 5;
        var name = string.Join('.', labels);
        _asked.AddOrUpdate(name, 1, (_, count) => count + 1);
        var (code, addresses) = _answers.TryGetValue(name, out var known) ? known : (NotExistentDomain, []);
        byte[] head = [question[0], question[1], 0x81, (byte)(0x80 | code), 0, 1, 0, (byte)addresses.Length, 0, 0, 0, 0];
        var records = addresses.SelectMany(address =>
            (byte[])[0xC0, 12, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, .. IPAddress.Parse(address).GetAddressBytes()]);
        return [.. head, .. question[12..end], .. records];
    }
}
