using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace EdgeProxy.Gateway.Tests.Support;

/// <summary>A DNS server on UDP that answers A questions as a test says.</summary>
public sealed class FakeDnsServer : IAsyncDisposable
{
    public const int NoError = 0;
    public const int ServerFailure = 2;
    public const int NotExistentDomain = 3;
    public const int Refused = 5;

    private readonly UdpClient _socket = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly ConcurrentDictionary<string, (int Code, string[] Addresses)> _answers = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, int> _asked = new(StringComparer.OrdinalIgnoreCase);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    public FakeDnsServer() => _loop = RunAsync();

    public string Address => _socket.Client.LocalEndPoint!.ToString()!;

    /// <summary>No answer at all.</summary>
    public bool IsSilent { get; set; }

    public void Answer(string name, params string[] addresses) => _answers[name] = (NoError, addresses);

    public void Fail(string name, int code) => _answers[name] = (code, []);

    public int AskedFor(string name) => _asked.GetValueOrDefault(name);

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
                var answer = Answer(question.Buffer);
                if (!IsSilent)
                    await _socket.SendAsync(answer, question.RemoteEndPoint, _stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
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
