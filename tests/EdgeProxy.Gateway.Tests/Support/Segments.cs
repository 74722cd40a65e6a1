using System.Buffers;

namespace EdgeProxy.Gateway.Tests.Support;

/// <summary>Bytes in several pieces of memory, as a pipe hands them out.</summary>
internal static class Segments
{
    /// <summary>The bytes in as many pieces as there are bytes for.</summary>
    public static ReadOnlySequence<byte> Of(ReadOnlyMemory<byte> bytes, int pieces)
    {
        var length = Math.Max(1, (bytes.Length + pieces - 1) / pieces);
        var first = new Segment(bytes[..Math.Min(length, bytes.Length)], 0);
        var last = first;
        for (var start = length; start < bytes.Length; start += length)
            last = last.Append(bytes.Slice(start, Math.Min(length, bytes.Length - start)));
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, long start)
        {
            Memory = memory;
            RunningIndex = start;
        }

        public Segment Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Segment(memory, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
