using System.Text;
using EdgeProxy.Gateway.Upstream;

namespace EdgeProxy.Gateway.Tests.Upstream.Http1;

/// <summary>How a reader understood what a host sent.</summary>
/// <param name="Fate">Whether it was whole.</param>
/// <param name="Status">The status; 0 without a head.</param>
/// <param name="Fields">The fields that pass, one a line, in lower case.</param>
/// <param name="Body">The body, or what came of it.</param>
internal sealed record ReadAnswer(AnswerFate Fate, int Status, string Fields, string Body)
{
    private static readonly ReadAnswer Nothing = new(AnswerFate.Unfinished, 0, "", "");

    /// <summary>As the direct forwarder reads it.</summary>
    /// <param name="pieces">The pieces in which it comes.</param>
    /// <param name="isToHead">The request was HEAD.</param>
    /// <param name="keepsFrame">The chunks pass as they are, and are read by what stands behind.</param>
    public static ReadAnswer ByCodec(IReadOnlyList<byte[]> pieces, bool isToHead, bool keepsFrame)
    {
        var answer = Nothing;
        try
        {
            var head = new ResponseHead();
            ResponseBodyReader? reader = null;
            var pending = Array.Empty<byte>();
            foreach (var piece in pieces)
            {
                pending = [.. pending, .. piece];
                while (reader is null && pending.Length > 0 && head.Read(pending))
                {
                    if (!head.IsInterim)
                    {
                        reader = new ResponseBodyReader(head, isToHead, keepsFrame);
                        answer = new ReadAnswer(AnswerFate.Unfinished, head.Status, FieldsOf(head, pending), "");
                    }

                    pending = pending[head.Length..];
                    if (reader is null)
                        head.Reset();
                }

                if (reader is not { HasEnded: false } body)
                    continue;
                var passing = body.Take(pending, out var consumed, out _);
                answer = answer with { Body = answer.Body + Encoding.Latin1.GetString(pending, 0, passing) };
                pending = pending[consumed..];
                reader = body;
            }

            return reader is { } ended && (ended.HasEnded || ended.EndsWithConnection) ? answer with { Fate = AnswerFate.Whole } : answer;
        }
        catch (HttpIOException)
        {
            return answer with { Fate = AnswerFate.Refused };
        }
    }

    /// <summary>As .NET's client reads it.</summary>
    public static async Task<ReadAnswer> ByClientAsync(IReadOnlyList<byte[]> pieces, bool isToHead)
    {
        using var handler = new SocketsHttpHandler
        {
            ConnectCallback = (_, _) => ValueTask.FromResult<Stream>(new PieceStream(pieces)),
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ActivityHeadersPropagator = null,
            MaxResponseHeadersLength = 64,
            ResponseHeaderEncodingSelector = static (_, _) => Encoding.Latin1,
        };
        using var client = new HttpMessageInvoker(handler);
        using var request = new HttpRequestMessage(isToHead ? HttpMethod.Head : HttpMethod.Get, "http://h/");
        var answer = Nothing;
        try
        {
            using var response = await client.SendAsync(request, CancellationToken.None);
            answer = new ReadAnswer(AnswerFate.Unfinished, (int)response.StatusCode, FieldsOf(response), "");
            return answer with { Fate = AnswerFate.Whole, Body = Encoding.Latin1.GetString(await response.Content.ReadAsByteArrayAsync(CancellationToken.None)) };
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            return answer with { Fate = AnswerFate.Refused };
        }
    }

    private static string FieldsOf(ResponseHead head, ReadOnlySpan<byte> bytes)
    {
        var lines = new List<string>();
        for (var index = 0; index < head.Count; index++)
            lines.Add($"{Encoding.Latin1.GetString(head[index].Name(bytes))}: {Encoding.Latin1.GetString(head[index].Value(bytes))}");
        return Ordered(lines);
    }

    private static string FieldsOf(HttpResponseMessage response) =>
        Ordered(response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated).SelectMany(header => header.Value.Select(value => $"{header.Key}: {value}")));

    /// <summary>Of fields of one name the order counts, of others it does not.</summary>
    private static string Ordered(IEnumerable<string> lines) =>
        string.Join('\n', lines.Select(line => line.Split(": ", 2)).OrderBy(line => line[0].ToLowerInvariant(), StringComparer.Ordinal).Select(line => $"{line[0].ToLowerInvariant()}: {line[1]}"));

    /// <summary>Gives the pieces one by one, then the end.</summary>
    private sealed class PieceStream(IReadOnlyList<byte[]> pieces) : Stream
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _next;
        private int _taken;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            // An answer before the request would be none.
            await _asked.Task.WaitAsync(cancellationToken);
            if (_next == pieces.Count || buffer.IsEmpty)
                return 0;
            var piece = pieces[_next].AsMemory(_taken);
            var count = Math.Min(piece.Length, buffer.Length);
            piece[..count].CopyTo(buffer);
            _taken += count;
            if (_taken == pieces[_next].Length)
                (_next, _taken) = (_next + 1, 0);
            return count;
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _asked.TrySetResult();
            return ValueTask.CompletedTask;
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
