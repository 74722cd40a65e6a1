/// <summary>The one answer of this service: no line end, as the replaced service had none.</summary>
internal static class PingAnswer
{
    public static int Length => Body.Length;

    // Not a stored value: hot reload (dotnet watch) takes a change of the text up at once.
    public static ReadOnlySpan<byte> Body => "ping me ..."u8;
}
