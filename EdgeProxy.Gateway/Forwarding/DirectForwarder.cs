using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Text;
using EdgeProxy.Gateway.Configuration.Model;
using EdgeProxy.Gateway.Upstream;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Forwarder;

namespace EdgeProxy.Gateway.Forwarding;

/// <summary>
/// Forwards a request to a cleartext HTTP/1.1 host without the client library, in the steps of YARP's forwarder and with its results:
/// <code>
/// (1) collect and write the request's head             client --> edge
/// (2) take a connection, or make one                             edge --> host
/// (3) send the head, and the body as it comes          client --> edge --> host     beside the other steps
/// (4) read the head of the answer; 1xx pass            client &lt;-- edge &lt;-- host
/// (5) copy status and headers                          client &lt;-- edge &lt;-- host
/// (6) pass the body, and the trailers                  client &lt;-- edge &lt;-- host
/// (7) give the connection back, or close it
/// </code>
/// One object serves all requests of a <see cref="ProxiedRequest"/>, one after the other. What ends an attempt early closes the connection, at which every step that waits fails.
/// </summary>
internal sealed class DirectForwarder(ProxiedRequest request, TimeProvider time) : IDisposable
{
    /// <summary>As much as Kestrel keeps for a client before it lets wait (<c>MaxResponseBufferSize</c>).</summary>
    private const int MostHeld = 64 * 1024;

    private const int UploadBuffer = 32 * 1024;

    // 8 digits, CR and LF; and what comes behind the last chunk with it.
    private const int ChunkHead = 10;
    private const int ChunkTail = 7;
    private const int Refusal = 300;
    private const int LargestOutput = 16 * 1024;
    private readonly Lock _lock = new();
    private readonly Lock _idleLock = new();
    private readonly RequestHead _head = new();
    private byte[] _output = new byte[1024];
    private Http1Connection? _connection;
    private PipeWriter? _writer;
    private CancellationTokenSource? _cut;
    private Exception? _uploadFailure;
    private SocketException? _sendFailure;
    private Aborted _aborted;
    private bool _isActive;
    private int _attempt;
    private bool _isUploadWhole;
    private bool _isWriting;
    private int _held;
    private ITimer? _idleTimer;
    private bool _isIdleTimerSet;
    private long _idleTimerEnd;
    private long _idleMilliseconds;
    private long _lastActivity;

    private enum Aborted
    {
        No,
        ByLimit,
        ByClient,
        ByIdleTimeout,
        ByUpload,
    }

    /// <summary>What ended the last attempt; null where it went well.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>A send waits for the client, or did until it was given up.</summary>
    public bool IsClientBlocking { get; private set; }

    /// <summary>Nobody wants the rest of the request's body.</summary>
    public bool IsUploadCut { get; private set; }

    /// <summary>Forwards the request once.</summary>
    /// <param name="pool">The connections of the host.</param>
    /// <param name="limit">Ends the attempt.</param>
    /// <returns>The result, in YARP's terms; <see cref="Failure"/> has the reason.</returns>
    public async Task<ForwarderError> SendAsync(Http1ConnectionPool pool, CancellationToken limit)
    {
        var context = request.Context;
        var error = ForwarderError.Request;
        var upload = Task.CompletedTask;
        var isReturned = false;
        Http1Connection? connection = null;
        CancellationTokenRegistration onLimit = default;
        CancellationTokenRegistration onClient = default;
        Begin();
        try
        {
            // (1)
            var body = request.Body;
            var isChunked = body is not null && context.Request.ContentLength is null;
            var length = WriteHead(context.Request.Method, isChunked);

            // (2)
            connection = pool.TryRent() ?? await ConnectAsync(pool, context, limit);
            Attach(connection);
            onLimit = limit.UnsafeRegister(static forwarder => ((DirectForwarder)forwarder!).Abort(Aborted.ByLimit), this);
            onClient = context.RequestAborted.UnsafeRegister(static forwarder => ((DirectForwarder)forwarder!).Abort(Aborted.ByClient), this);

            // (3)
            if (body is not null)
                upload = UploadAsync(connection, body, length, isChunked ? null : context.Request.ContentLength);
            else
                await SendHeadAsync(connection, length);

            // (4)
            var head = connection.Head;
            head.Reset();
            while (connection.Input.IsEmpty || !head.Read(connection.Input.Span) || head.IsInterim)
            {
                if (head.Length > 0)
                {
                    await PassInterimAsync(connection, head);
                    continue;
                }

                var count = await connection.ReceiveAsync();
                if (count == 0)
                    throw Terminated();
                connection.Extend(count);
                Touch();
            }

            // (5)
            error = ForwarderError.ResponseHeaders;
            if (!request.TakeStatus(head.Status, request.LooksAtAnswers ? Find(connection, "grpc-status"u8) : null))
            {
                isReturned = upload.IsCompleted && TryDiscard(pool, connection, context);
                return ForwarderError.None;
            }

            var isEarly = head.Status >= Refusal && !upload.IsCompleted;
            if (isEarly)
                CutUpload();
            request.BeginResponse();
            var keepsFrame = head.IsChunked && KeepsFrame(context);
            CopyHead(connection, context, keepsFrame);
            request.FinishResponseHeaders(isEarly);

            // (6)
            error = ForwarderError.ResponseBodyDestination;
            _writer = context.Response.BodyWriter;
            var reader = new ResponseBodyReader(head, IsHead(context), keepsFrame);
            connection.Consume(head.Length);
            if (!reader.HasEnded)
                reader = await PassBodyAsync(connection, reader, context);
            var isClean = reader.HasEnded && !head.Closes && connection.Input.IsEmpty;

            // (7)
            if (isClean && upload.IsCompleted)
                isReturned = TryReturn(pool, connection);
            await EndResponseAsync(context, reader, isFramed: keepsFrame || context.Response.ContentLength is not null);
            if (!upload.IsCompleted && isClean && !IsUploadCut)
            {
                // The host has answered and reads on.
                await context.Response.CompleteAsync();
                await upload;
                isReturned = TryReturn(pool, connection);
            }

            return ForwarderError.None;
        }
        catch (Exception failure)
        {
            return await FailAsync(context, failure, error);
        }
        finally
        {
            onLimit.Dispose();
            onClient.Dispose();
            if (!isReturned)
                connection?.Dispose();
            if (!upload.IsCompleted)
            {
                CutUpload();
                await upload;
            }

            End();
        }
    }

    public void Dispose()
    {
        _idleTimer?.Dispose();
        _cut?.Dispose();
    }

    /// <summary>Methods are compared with case (RFC 9110, 9.1), as the host does.</summary>
    private static bool IsHead(HttpContext context) => context.Request.Method == HttpMethods.Head;

    private static UpstreamTerminatedException Terminated() => new("The host closed the connection before its answer was whole.");

    private static async ValueTask<Http1Connection> ConnectAsync(Http1ConnectionPool pool, HttpContext context, CancellationToken limit)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit, context.RequestAborted);
        return await pool.ConnectAsync(either.Token);
    }

    private int WriteHead(string method, bool isChunked)
    {
        _head.Reset();
        request.WriteHeaders(_head);
        request.Propagate(_head);
        try
        {
            return _head.Write(ref _output, method, request.UpstreamPath, isChunked);
        }
        catch (FormatException failure)
        {
            throw new UnsendableRequestException(failure.Message, failure);
        }
    }

    private async ValueTask SendHeadAsync(Http1Connection connection, int length)
    {
        try
        {
            await connection.SendAsync(_output.AsMemory(0, length));
        }
        catch (SocketException failure)
        {
            // What the host sent before it hung up is still to be read.
            _sendFailure = failure;
        }
    }

    /// <summary>Sends the request's head and its body, each part as it comes.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="body">The client's body.</param>
    /// <param name="headLength">The length of the head.</param>
    /// <param name="left">The length of the body; null for a chunked one.</param>
    private async Task UploadAsync(Http1Connection connection, Stream body, int headLength, long? left)
    {
        var cut = (_cut ??= new CancellationTokenSource()).Token;
        byte[]? buffer = null;
        var isReading = true;
        try
        {
            for (var hasEnded = false; !hasEnded;)
            {
                // Data begins behind the head, which goes with the first part, and the longest chunk head.
                var start = headLength + ChunkHead;
                var end = start;
                buffer ??= ArrayPool<byte>.Shared.Rent(headLength + UploadBuffer);
                ValueTask<int> wait = default;
                var hasToWait = false;
                while (!hasEnded && end < buffer.Length - ChunkTail)
                {
                    // Nothing is kept in hand while the client lets wait.
                    wait = body.ReadAsync(Memory<byte>.Empty, CancellationToken.None);
                    hasToWait = !wait.IsCompleted;
                    if (hasToWait)
                        break;
                    await wait;
                    var count = await body.ReadAsync(buffer.AsMemory(end, buffer.Length - ChunkTail - end), CancellationToken.None);
                    Touch();
                    end += count;
                    left -= count;
                    hasEnded = count == 0 || left == 0;
                }

                isReading = false;
                var part = Frame(buffer, headLength, start, end, isChunked: left is null, hasEnded);
                headLength = 0;
                if (!part.IsEmpty)
                    await connection.SendAsync(part, cut);
                isReading = true;
                Touch();
                if (!hasToWait)
                    continue;
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = null;
                await wait;
            }

            _isUploadWhole = true;
        }
        catch (Exception failure) when (failure is SocketException or ObjectDisposedException or OperationCanceledException && !isReading)
        {
            // The upload was cut, or the host hung up; whether it answered before, its answer says.
            _sendFailure = failure as SocketException;
        }
        catch (Exception failure)
        {
            if (IsUploadCut)
                return;
            _uploadFailure = failure;
            Abort(Aborted.ByUpload);
        }
        finally
        {
            if (buffer is not null)
                ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Puts the head before the data, and the chunk around it.</summary>
    private Memory<byte> Frame(byte[] buffer, int headLength, int start, int end, bool isChunked, bool hasEnded)
    {
        if (isChunked)
        {
            if (end > start)
            {
                Span<byte> size = stackalloc byte[8];
                (end - start).TryFormat(size, out var digits, "x", CultureInfo.InvariantCulture);
                "\r\n"u8.CopyTo(buffer.AsSpan(start - 2));
                "\r\n"u8.CopyTo(buffer.AsSpan(end));
                start -= digits + 2;
                size[..digits].CopyTo(buffer.AsSpan(start));
                end += 2;
            }

            if (hasEnded)
            {
                "0\r\n\r\n"u8.CopyTo(buffer.AsSpan(end));
                end += 5;
            }
        }

        start -= headLength;
        _output.AsSpan(0, headLength).CopyTo(buffer.AsSpan(start));
        return buffer.AsMemory(start, end - start);
    }

    /// <summary>Passes an informational answer on, but for 100, which the server sends by itself. Over HTTP/2 the server has no means to.</summary>
    private async ValueTask PassInterimAsync(Http1Connection connection, ResponseHead head)
    {
        if (head.Status != StatusCodes.Status100Continue && request.ClientOutput is { } client)
        {
            var interim = InterimHead(connection, head);
            await client.WriteAsync(interim);
        }

        connection.Consume(head.Length);
        head.Reset();
        Touch();
    }

    private static byte[] InterimHead(Http1Connection connection, ResponseHead head)
    {
        var bytes = connection.Input.Span;
        var nominated = Nominated(connection, head);
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"HTTP/1.1 {head.Status} {Encoding.Latin1.GetString(head.Reason(bytes))}\r\n");
        for (var index = 0; index < head.Count; index++)
        {
            ref readonly var field = ref head[index];
            var name = Encoding.ASCII.GetString(field.Name(bytes));
            if (field.Kind == ResponseHead.FieldKind.EndToEnd && nominated?.Contains(name) != true)
                text.Append(name).Append(": ").Append(Encoding.Latin1.GetString(field.Value(bytes))).Append("\r\n");
        }

        return Encoding.Latin1.GetBytes(text.Append("\r\n").ToString());
    }

    private static HashSet<string>? Nominated(Http1Connection connection, ResponseHead head)
    {
        if (!head.HasNominations)
            return null;
        var bytes = connection.Input.Span;
        var nominated = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var index = 0; index < head.Count; index++)
        {
            ref readonly var field = ref head[index];
            if (field.Kind == ResponseHead.FieldKind.Connection)
                nominated.UnionWith(Encoding.Latin1.GetString(field.Value(bytes)).Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        }

        return nominated;
    }

    private static string? Find(Http1Connection connection, ReadOnlySpan<byte> name)
    {
        var bytes = connection.Input.Span;
        for (var index = 0; index < connection.Head.Count; index++)
        {
            ref readonly var field = ref connection.Head[index];
            if (Ascii.EqualsIgnoreCase(field.Name(bytes), name))
                return Encoding.Latin1.GetString(field.Value(bytes));
        }

        return null;
    }

    /// <summary>Whether chunks can pass as they are: to a client of HTTP/1.1, with nobody between who reads the body.</summary>
    private static bool KeepsFrame(HttpContext context) => HttpProtocol.IsHttp11(context.Request.Protocol)
        && !IsHead(context)
        && ReferenceEquals(context.Features.Get<IHttpResponseBodyFeature>(), context.Features.Get<IHttpResponseFeature>());

    /// <summary>Copies status and headers, but for those of the host's connection.</summary>
    private static void CopyHead(Http1Connection connection, HttpContext context, bool keepsFrame)
    {
        var head = connection.Head;
        var bytes = connection.Input.Span;
        var response = context.Response;
        response.StatusCode = head.Status;
        var reason = head.Reason(bytes);
        if (!Ascii.Equals(reason, ReasonPhrases.GetReasonPhrase(head.Status)))
            context.Features.Get<IHttpResponseFeature>()!.ReasonPhrase = Encoding.Latin1.GetString(reason);
        var nominated = Nominated(connection, head);
        var names = new SeenNames(connection.Strings);
        for (var index = 0; index < head.Count; index++)
        {
            ref readonly var field = ref head[index];
            var isLength = field.Kind == ResponseHead.FieldKind.ContentLength;
            if (isLength && DownstreamResponseHeaders.MayHaveLength(head.Status))
                response.ContentLength = head.ContentLength;
            var (name, value) = connection.Strings.Get(index, field.Name(bytes), isLength ? default : field.Value(bytes));
            var isFirst = names.Add(index, name);
            if (field.Kind == ResponseHead.FieldKind.EndToEnd && nominated?.Contains(name) != true)
                response.Headers[name] = isFirst ? value : StringValues.Concat(response.Headers[name], value);
        }

        if (keepsFrame && !head.HasNoBody(isToHead: false))
            response.Headers.TransferEncoding = "chunked";
    }

    /// <summary>Passes a body that has not ended yet.</summary>
    private async ValueTask<ResponseBodyReader> PassBodyAsync(Http1Connection connection, ResponseBodyReader reader, HttpContext context)
    {
        if (!connection.Input.IsEmpty)
            await HoldAsync(context, Take(connection, ref reader));
        while (!reader.HasEnded)
        {
            if (connection.HasMore)
            {
                await StartAsync(context);
                var received = ReceiveHeld(connection, ref reader);
                if (received == 0 && Ends(reader))
                    break;
                if (received > 0)
                {
                    if (_held >= MostHeld)
                        await FlushAsync();
                    continue;
                }
            }

            var receive = connection.ReceiveAsync();
            if (!receive.IsCompleted)
            {
                // The host lets wait: what there is goes to the client, the head at least.
                await StartAsync(context);
                await FlushAsync();
            }

            var count = await receive;
            Touch();
            if (count == 0 && Ends(reader))
                break;
            connection.Extend(count);
            await HoldAsync(context, Take(connection, ref reader));
            if (_held >= MostHeld)
                await FlushAsync();
        }

        return reader;
    }

    /// <summary>Whether the end of the connection is the end of the body.</summary>
    /// <exception cref="UpstreamTerminatedException">It is not.</exception>
    private static bool Ends(in ResponseBodyReader reader) => reader.EndsWithConnection ? true : throw Terminated();

    /// <summary>Takes what came into the connection's own buffer.</summary>
    private Memory<byte> Take(Http1Connection connection, ref ResponseBodyReader reader)
    {
        var input = connection.Input;
        var passing = reader.Take(input.Span, out var consumed, out var data);
        connection.Consume(consumed);
        request.BytesSent += data;
        return input[..passing];
    }

    /// <summary>Receives what is there right into what goes to the client.</summary>
    /// <returns>How much came; 0 for the end, -1 when there is nothing now.</returns>
    private int ReceiveHeld(Http1Connection connection, ref ResponseBodyReader reader)
    {
        var most = reader.Limit(MostHeld);
        var buffer = _writer!.GetSpan(most)[..most];
        var count = connection.TryReceive(buffer);
        if (count <= 0)
            return count;
        Touch();
        var passing = reader.Take(buffer[..count], out var consumed, out var data);
        if (consumed < count)
            connection.Spoil();
        _writer.Advance(passing);
        _held += passing;
        request.BytesSent += data;
        return count;
    }

    /// <summary>Holds a part of the body for the client.</summary>
    private async ValueTask HoldAsync(HttpContext context, Memory<byte> part)
    {
        if (part.IsEmpty)
            return;
        await StartAsync(context);
        _isWriting = true;
        part.Span.CopyTo(_writer!.GetSpan(part.Length));
        _writer.Advance(part.Length);
        _isWriting = false;
        _held += part.Length;
    }

    private async ValueTask StartAsync(HttpContext context)
    {
        if (context.Response.HasStarted)
            return;
        _isWriting = true;
        await context.Response.StartAsync();
        _isWriting = false;
    }

    /// <summary>Sends what is held.</summary>
    private async ValueTask FlushAsync()
    {
        _held = 0;
        _isWriting = true;
        var flush = _writer!.FlushAsync();
        if (!flush.IsCompletedSuccessfully)
            IsClientBlocking = true;
        var result = await flush;
        if (result.IsCanceled)
            throw new OperationCanceledException("The client was waited for no longer.");
        IsClientBlocking = false;
        _isWriting = false;
        Touch();
    }

    /// <summary>Sends the rest of the answer. Where the server frames the body, it sends the rest with its end by itself.</summary>
    private ValueTask EndResponseAsync(HttpContext context, in ResponseBodyReader reader, bool isFramed)
    {
        if (reader.Trailers is { } trailers && context.Response.SupportsTrailers())
        {
            foreach (var (name, value) in trailers)
                context.Response.AppendTrailer(name, value);
        }

        return isFramed && _held > 0 ? FlushAsync() : ValueTask.CompletedTask;
    }

    /// <summary>Leaves out an answer that is not passed.</summary>
    /// <returns>Whether the connection was given back.</returns>
    private bool TryDiscard(Http1ConnectionPool pool, Http1Connection connection, HttpContext context)
    {
        var head = connection.Head;
        var reader = new ResponseBodyReader(head, IsHead(context), keepsFrame: false);
        connection.Consume(head.Length);
        if (!reader.HasEnded && !connection.Input.IsEmpty)
        {
            reader.Take(connection.Input.Span, out var consumed, out _);
            connection.Consume(consumed);
        }

        return reader.HasEnded && !head.Closes && connection.Input.IsEmpty && TryReturn(pool, connection);
    }

    /// <summary>Gives the connection back, unless something is left on it or somebody closes it.</summary>
    private bool TryReturn(Http1ConnectionPool pool, Http1Connection connection)
    {
        lock (_lock)
        {
            if (_aborted != Aborted.No || !_isUploadWhole || _sendFailure is not null)
                return false;
            // From here on an end of the request is none of its business.
            _connection = null;
        }

        pool.Return(connection);
        return true;
    }

    private async ValueTask<ForwarderError> FailAsync(HttpContext context, Exception failure, ForwarderError error)
    {
        // A host that resets the connection may be heard of by the send alone.
        Failure = failure is UpstreamTerminatedException && _sendFailure is { SocketErrorCode: SocketError.ConnectionReset } reset ? reset : failure;
        if (_aborted == Aborted.ByUpload)
            Failure = _uploadFailure;
        var isOfBody = error == ForwarderError.ResponseBodyDestination;
        if (isOfBody)
            await BreakOffAsync(context);
        else if (!context.Response.HasStarted)
            context.Response.StatusCode = Failure is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status502BadGateway;
        return _aborted switch
        {
            Aborted.ByUpload => ForwarderError.RequestBodyClient,
            Aborted.ByIdleTimeout when !isOfBody => ForwarderError.RequestTimedOut,
            Aborted.No => isOfBody && _isWriting ? ForwarderError.ResponseBodyClient : failure is OperationCanceledException ? ForwarderError.RequestCanceled : error,
            _ => isOfBody ? ForwarderError.ResponseBodyCanceled : ForwarderError.RequestCanceled,
        };
    }

    /// <summary>
    /// Ends an answer that broke off. The headers go out even though the body failed, as Envoy sends them, and so does what came of the body; then the client sees that
    /// the answer is not whole: by a reset, or on HTTP/1 by the end of the connection (<see cref="BrokenResponse"/>).
    /// </summary>
    private async ValueTask BreakOffAsync(HttpContext context)
    {
        request.IsResponseIdle = _aborted == Aborted.ByIdleTimeout;
        if (_aborted == Aborted.ByClient || context.RequestAborted.IsCancellationRequested)
        {
            request.IsClientGone = true;
            context.Abort();
            return;
        }

        if (IsClientBlocking || _isWriting)
        {
            if (context.Response.HasStarted)
                context.Abort();
            return;
        }

        await context.Response.StartAsync();
        await _writer!.FlushAsync();
        if (context.Features.Get<IHttpResetFeature>() is null)
            context.Features.Set<IHttpResetFeature>(new BrokenResponse());
        // RFC 9113, 7: INTERNAL_ERROR.
        context.Features.Get<IHttpResetFeature>()!.Reset(errorCode: 2);
    }

    private void Begin()
    {
        lock (_lock)
        {
            _isActive = true;
            _aborted = Aborted.No;
        }

        Failure = null;
        IsClientBlocking = false;
        IsUploadCut = false;
        _uploadFailure = null;
        _sendFailure = null;
        _isUploadWhole = request.Body is null;
        _isWriting = false;
        _held = 0;
    }

    /// <summary>From here on the end of the attempt closes the connection.</summary>
    private void Attach(Http1Connection connection)
    {
        _connection = connection;
        _idleMilliseconds = request.IdleTimeout > TimeSpan.Zero ? (long)request.IdleTimeout.ForTimer().TotalMilliseconds : 0;
        Touch();
        if (_idleMilliseconds == 0)
            return;
        lock (_idleLock)
        {
            _idleTimer ??= time.CreateTimer(static forwarder => ((DirectForwarder)forwarder!).LookForIdle(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            // One that was set for a longer time ends too late.
            if (!_isIdleTimerSet || _idleTimerEnd > _lastActivity + _idleMilliseconds)
                SetIdleTimer(_idleMilliseconds);
        }
    }

    private void End()
    {
        lock (_idleLock)
        {
            lock (_lock)
            {
                _isActive = false;
                _connection = null;
                _attempt++;
            }
        }

        IsUploadCut = false;
        _writer = null;
        _uploadFailure = null;
        if (_cut is { IsCancellationRequested: true })
        {
            _cut.Dispose();
            _cut = null;
        }

        if (_output.Length > LargestOutput)
            _output = new byte[1024];
    }

    private void Touch() => _lastActivity = Environment.TickCount64;

    private void SetIdleTimer(long milliseconds)
    {
        _isIdleTimerSet = true;
        _idleTimerEnd = Environment.TickCount64 + milliseconds;
        _idleTimer!.Change(TimeSpan.FromMilliseconds(milliseconds), Timeout.InfiniteTimeSpan);
    }

    /// <summary>
    /// Looks whether nothing has moved for the idle timeout. The timer is not set for each request: when it ends, it is set again for what is left.
    /// </summary>
    private void LookForIdle()
    {
        lock (_idleLock)
        {
            _isIdleTimerSet = false;
            if (!_isActive || _idleMilliseconds == 0)
                return;
            var left = _idleMilliseconds - (Environment.TickCount64 - _lastActivity);
            if (left > 0)
                SetIdleTimer(left);
            else
                Abort(Aborted.ByIdleTimeout);
        }
    }

    /// <summary>
    /// Ends the attempt, from any thread: what waits for the host, the client's body or the client itself ends with an error. The attempt does not end on another
    /// thread while this runs, which <see cref="End"/> waits for; it may end on this one, within each of the calls.
    /// </summary>
    private void Abort(Aborted reason)
    {
        Http1Connection? connection;
        int attempt;
        lock (_lock)
        {
            if (!_isActive || _aborted != Aborted.No)
                return;
            _aborted = reason;
            connection = _connection;
            attempt = _attempt;
        }

        connection?.Dispose();
        if (attempt == _attempt)
            _writer?.CancelPendingFlush();
        if (attempt == _attempt && reason != Aborted.ByUpload)
            CutUpload();
    }

    /// <summary>Ends the upload: what it sends, and its read.</summary>
    private void CutUpload()
    {
        CancellationTokenSource? cut;
        PipeReader body;
        lock (_lock)
        {
            if (!_isActive || IsUploadCut || _isUploadWhole)
                return;
            IsUploadCut = true;
            cut = _cut;
            body = request.BodyReader!;
        }

        cut?.Cancel();
        body.CancelPendingRead();
    }

    /// <summary>The names of a head so far: a second field of a name goes with the first, and does not take its place.</summary>
    private ref struct SeenNames(ResponseStrings strings)
    {
        private HashSet<string>? _many;

        /// <summary>Adds a name.</summary>
        /// <returns>Whether it is the first.</returns>
        public bool Add(int index, string name)
        {
            if (index < ResponseStrings.MostFields)
                return strings.IsFirst(index, name);
            if (_many is null)
            {
                _many = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
                for (var before = 0; before < ResponseStrings.MostFields; before++)
                    _many.Add(strings.Name(before));
            }

            return _many.Add(name);
        }
    }
}
