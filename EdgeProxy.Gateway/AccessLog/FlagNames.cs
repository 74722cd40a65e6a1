using EdgeProxy.Gateway.Forwarding;

namespace EdgeProxy.Gateway.AccessLog;

/// <summary>The names of the flags, looked up instead of made.</summary>
internal static class FlagNames
{
    private static readonly string[] Names = Enum.GetNames<ResponseFlags>();

    public static string Of(ResponseFlags flag) => Names[(int)flag];
}
