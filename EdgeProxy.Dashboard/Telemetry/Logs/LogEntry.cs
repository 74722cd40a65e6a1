using EdgeProxy.Dashboard.Telemetry.Resources;
using EdgeProxy.Dashboard.Telemetry.Storage;

namespace EdgeProxy.Dashboard.Telemetry.Logs;

/// <summary>A stored log record: what lists ask of it, and the bytes that hold the rest.</summary>
internal readonly record struct LogEntry(long Sequence, RecordSlice Bytes, Origin Origin, LogHeader Header)
{
    /// <summary>What one takes beside its bytes.</summary>
    public const int Size = 72;

    /// <summary>From this severity number on a record is an error (OpenTelemetry logs data model, "SeverityNumber").</summary>
    public const int ErrorSeverity = 17;

    public bool IsError => Header.SeverityNumber >= ErrorSeverity;

    public LogSeverity Severity => (LogSeverity)((Header.SeverityNumber + 3) / 4);
}
