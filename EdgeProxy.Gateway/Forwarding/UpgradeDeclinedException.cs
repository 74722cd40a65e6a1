namespace EdgeProxy.Gateway.Forwarding;

/// <summary>
/// A host answered an upgrade with success and without upgrading, as it may (RFC 9110, 7.8). Over HTTP/2 that answer would mean a tunnel (RFC 8441, 5), so that it
/// cannot be passed on.
/// </summary>
internal sealed class UpgradeDeclinedException : Exception
{
    public UpgradeDeclinedException()
    {
    }

    public UpgradeDeclinedException(string message)
        : base(message)
    {
    }

    public UpgradeDeclinedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
