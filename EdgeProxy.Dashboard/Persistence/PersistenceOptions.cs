namespace EdgeProxy.Dashboard.Persistence;

/// <summary>Whether telemetry survives a restart: section <c>Dashboard:Persistence</c>.</summary>
public sealed class PersistenceOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Dashboard:Persistence";

    /// <summary>The SQLite database, made when it is not there; nothing is kept when not set, which is the default.</summary>
    public string? Path { get; set; }

    /// <summary>Bytes of telemetry kept in the database, 1 MiB at least; 128 MiB by default. The oldest leaves first.</summary>
    public long MaxBytes { get; set; } = 128L * 1024 * 1024;

    /// <summary>Bytes that may wait to be written, 1 MiB at least; 32 MiB by default. What comes over it is shown, but not kept, and counted in the log.</summary>
    public long MaxQueuedBytes { get; set; } = 32L * 1024 * 1024;

    /// <summary>Whether anything is kept.</summary>
    internal bool IsEnabled => !string.IsNullOrWhiteSpace(Path);
}
