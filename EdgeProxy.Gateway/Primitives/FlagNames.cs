namespace EdgeProxy.Gateway.Primitives;

/// <summary>The names of the flags, looked up instead of made.</summary>
internal static class FlagNames
{
    private static readonly string[] Names = Enum.GetNames<ResponseFlags>();

    private static readonly string[] WithRetries = [nameof(ResponseFlags.URX), .. Names.Skip(1).Select(name => $"{name},{nameof(ResponseFlags.URX)}")];

    /// <summary>The name of a flag, <c>-</c> for none, and <c>URX</c> behind it where the last retry failed too.</summary>
    public static string Of(ResponseFlags flag, bool hasExceededRetries = false) =>
        hasExceededRetries ? WithRetries[(int)flag] : flag == ResponseFlags.None ? "-" : Names[(int)flag];
}
