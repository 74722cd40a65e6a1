using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using EdgeProxy.Dashboard.ResourceFeed.Contract;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.Options;

namespace EdgeProxy.Dashboard.ResourceFeed;

/// <summary>The two ends of the engine's connection.</summary>
internal sealed partial class ResourceFeedEndpoints(
    ResourceFeedReceiver receiver,
    ResourceStore resources,
    ResourceCommands commands,
    IOptions<ResourceFeedOptions> options,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<ResourceFeedEndpoints> logger)
{
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(15);
    private int _connections;

    /// <summary>POST of the feed: reads until the engine closes it.</summary>
    public async Task ReceiveAsync(HttpContext context) => await (await ReadFeedAsync(context)).ExecuteAsync(context);

    /// <summary>GET of the commands: writes one as a person asks for it.</summary>
    public async Task SendCommandsAsync(HttpContext context) => await (await WriteCommandsAsync(context)).ExecuteAsync(context);

    private async Task<IResult> ReadFeedAsync(HttpContext context)
    {
        if (Refusal(context) is { } refusal)
            return refusal;
        // The body has no end and may be silent for hours: neither a size nor a pace is asked of it.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
        if (context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } pace)
            pace.MinDataRate = null;

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        Interlocked.Increment(ref _connections);
        LogConnected(logger);
        try
        {
            await foreach (var message in FeedLineReader.ReadAsync(context.Request.BodyReader, ended.Token))
                receiver.Receive(message);
            return Results.NoContent();
        }
        catch (JsonException exception)
        {
            LogUnreadable(logger, exception.Message);
            return Results.Problem($"A line of the feed is not a message: {exception.Message}", statusCode: StatusCodes.Status400BadRequest);
        }
        catch (InvalidDataException exception)
        {
            LogUnreadable(logger, exception.Message);
            return Results.Problem(exception.Message, statusCode: StatusCodes.Status413PayloadTooLarge);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            return Results.Empty;
        }
        finally
        {
            LogDisconnected(logger);
            // A reconnect can overtake the end of the connection it replaces.
            if (Interlocked.Decrement(ref _connections) == 0)
                resources.Close();
        }
    }

    private async Task<IResult> WriteCommandsAsync(HttpContext context)
    {
        if (Refusal(context) is { } refusal)
            return refusal;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        context.Response.ContentType = ResourceFeedProtocol.ContentType;
        var reader = commands.Listen();
        try
        {
            await context.Response.StartAsync(ended.Token);
            await context.Response.Body.FlushAsync(ended.Token);
            while (await NextAsync(reader, ended.Token) is var (hasMore, command) && hasMore)
            {
                if (command is not null)
                    await JsonSerializer.SerializeAsync(context.Response.Body, command, ResourceFeedJson.Default.ResourceCommand, ended.Token);
                await context.Response.Body.WriteAsync("\n"u8.ToArray(), ended.Token);
                await context.Response.Body.FlushAsync(ended.Token);
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The engine went away, or this program ends.
        }
        finally
        {
            commands.StopListening(reader);
        }

        return Results.Empty;
    }

    /// <summary>The next command; none after the keep-alive pause.</summary>
    private async Task<(bool HasMore, ResourceCommand? Command)> NextAsync(
        ChannelReader<ResourceCommand> reader, CancellationToken cancellation)
    {
        try
        {
            using var pause = new CancellationTokenSource(KeepAlive, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, pause.Token);
            return await reader.WaitToReadAsync(either.Token) ? (true, reader.TryRead(out var command) ? command : null) : (false, null);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (true, null);
        }
    }

    private IResult? Refusal(HttpContext context)
    {
        var key = options.Value.ApiKey;
        if (string.IsNullOrEmpty(key))
            return Results.NotFound();
        var given = context.Request.Headers[ResourceFeedProtocol.ApiKeyHeader].ToString();
        if (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(key)))
            return null;
        return Results.Problem(
            $"The header {ResourceFeedProtocol.ApiKeyHeader} is missing or wrong. Send the value of {ResourceFeedProtocol.ApiKeyVariable}.",
            statusCode: StatusCodes.Status401Unauthorized);
    }
}
