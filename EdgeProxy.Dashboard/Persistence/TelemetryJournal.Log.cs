namespace EdgeProxy.Dashboard.Persistence;

internal sealed partial class TelemetryJournal
{
    private static partial class Log
    {
        [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "{Requests} requests ({Bytes} bytes) of telemetry were brought back from {Path} in {Milliseconds} ms.")]
        public static partial void Restored(ILogger logger, int requests, long bytes, string path, long milliseconds);

        [LoggerMessage(EventId = 2, Level = LogLevel.Error, Message = "{Path} is damaged or no SQLite database ({Reason}): it was moved to {Aside}, and a new one was made.")]
        public static partial void Damaged(ILogger logger, string path, string aside, string reason);

        [LoggerMessage(EventId = 3, Level = LogLevel.Warning, Message = "An entry of the journal cannot be read and is left out: {Reason}")]
        public static partial void EntryUnreadable(ILogger logger, string reason);

        [LoggerMessage(EventId = 4, Level = LogLevel.Error, Message = "{Count} entries could not be written to {Path}: {Reason}")]
        public static partial void WriteFailed(ILogger logger, string path, int count, string reason);

        [LoggerMessage(EventId = 5, Level = LogLevel.Warning, Message = "{Count} requests came faster than they could be written: they are shown, but not kept.")]
        public static partial void Lost(ILogger logger, long count);
    }
}
