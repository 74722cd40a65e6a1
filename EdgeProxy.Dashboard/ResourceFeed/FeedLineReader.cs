using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;
using EdgeProxy.Dashboard.ResourceFeed.Contract;

namespace EdgeProxy.Dashboard.ResourceFeed;

/// <summary>Cuts a streaming body into lines and each line into a message.</summary>
internal static class FeedLineReader
{
    /// <summary>The messages, as they come. Empty lines are skipped.</summary>
    /// <exception cref="InvalidDataException">A line is longer than <see cref="ResourceFeedProtocol.MaxLineBytes"/>.</exception>
    /// <exception cref="JsonException">A line is not a message.</exception>
    public static async IAsyncEnumerable<ResourceFeedMessage> ReadAsync(
        PipeReader reader, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancellation);
            var buffer = read.Buffer;
            while (TryTakeLine(ref buffer, out var line))
            {
                if (Parse(line) is { } message)
                    yield return message;
            }

            if (buffer.Length > ResourceFeedProtocol.MaxLineBytes)
                throw new InvalidDataException($"A line is longer than {ResourceFeedProtocol.MaxLineBytes} bytes: send console lines in smaller batches.");
            if (read.IsCompleted)
            {
                if (Parse(buffer) is { } last)
                    yield return last;
                reader.AdvanceTo(buffer.End);
                yield break;
            }

            reader.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    private static bool TryTakeLine(ref ReadOnlySequence<byte> buffer, out ReadOnlySequence<byte> line)
    {
        if (buffer.PositionOf((byte)'\n') is not { } end)
        {
            line = default;
            return false;
        }

        line = buffer.Slice(0, end);
        buffer = buffer.Slice(buffer.GetPosition(1, end));
        return true;
    }

    private static ResourceFeedMessage? Parse(ReadOnlySequence<byte> line)
    {
        if (line.Length == 0 || (line.Length == 1 && line.FirstSpan[0] == (byte)'\r'))
            return null;
        var json = new Utf8JsonReader(line);
        return JsonSerializer.Deserialize(ref json, ResourceFeedJson.Default.ResourceFeedMessage);
    }
}
