/// <summary>The one answer of this service: no line end, as the replaced service had none.</summary>
internal static class PongAnswer
{
    public static int Length => Body.Length;

    public static ReadOnlyMemory<byte> Body { get; } = "pong you ..."u8.ToArray();
}
