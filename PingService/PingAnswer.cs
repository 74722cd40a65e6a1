/// <summary>The one answer of this service: no line end, as the replaced service had none.</summary>
internal static class PingAnswer
{
    public static int Length => Body.Length;

    public static ReadOnlyMemory<byte> Body { get; } = "ping me ..."u8.ToArray();
}
