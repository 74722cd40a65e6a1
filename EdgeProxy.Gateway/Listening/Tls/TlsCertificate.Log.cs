namespace EdgeProxy.Gateway.Listening;

internal sealed partial class TlsCertificate
{
    private static partial class Log
    {
        [LoggerMessage(600, LogLevel.Information, "Certificate {Subject} loaded, valid until {NotAfter}")]
        public static partial void Reloaded(ILogger logger, string subject, DateTime notAfter);

        [LoggerMessage(601, LogLevel.Error, "The changed certificate cannot be read, the current one stays in use: {Failure}")]
        public static partial void NotReloaded(ILogger logger, string failure);
    }
}
