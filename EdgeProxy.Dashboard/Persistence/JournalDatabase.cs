using EdgeProxy.Dashboard.Telemetry;
using EdgeProxy.Dashboard.Telemetry.Resources;
using Microsoft.Data.Sqlite;

namespace EdgeProxy.Dashboard.Persistence;

/// <summary>
/// The journal as a SQLite database: what happened, in its order, requests as the protobuf that came. For one thread at a time.
/// Microsoft.Data.Sqlite has no asynchronous calls beneath its asynchronous methods, so there are none here.
/// </summary>
internal sealed class JournalDatabase : IDisposable
{
    private const int SchemaVersion = 1;

    private readonly SqliteConnection _connection;
    private readonly long _maxBytes;

    private JournalDatabase(SqliteConnection connection, long maxBytes)
    {
        _connection = connection;
        _maxBytes = maxBytes;
    }

    /// <summary>The bytes of all requests in it.</summary>
    public long Bytes { get; private set; }

    /// <summary>Opens the database, and makes it when it is not there, for its owner's eyes alone: telemetry may hold secrets.</summary>
    /// <exception cref="SqliteException">It is no database, is damaged, or another process has it open.</exception>
    /// <exception cref="DashboardSettingException">A newer version of this program made it.</exception>
    public static JournalDatabase Open(string path, long maxBytes)
    {
        CreateFile(path);
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 1 }.ToString());
        try
        {
            connection.Open();
            var database = new JournalDatabase(connection, maxBytes);
            database.Prepare();
            return database;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Everything, the oldest first.</summary>
    public IEnumerable<JournalEntry> Read()
    {
        using var command = Command("SELECT signals, request, service, instance FROM journal ORDER BY id");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            yield return new JournalEntry(
                (TelemetrySignals)reader.GetInt32(0),
                reader.IsDBNull(1) ? null : reader.GetFieldValue<byte[]>(1),
                reader.IsDBNull(2) ? null : new ResourceKey(reader.GetString(2), reader.GetString(3)));
        }
    }

    /// <summary>Writes entries in one transaction, and lets the oldest leave when there are too many bytes.</summary>
    public void Write(IReadOnlyList<JournalEntry> entries)
    {
        using var transaction = _connection.BeginTransaction();
        foreach (var entry in entries)
        {
            if (entry.Request is null && entry.ClearedResource is null)
                Delete(entry.Signals);
            else
                Insert(entry);
        }

        Trim();
        transaction.Commit();
        Execute("PRAGMA incremental_vacuum");
    }

    public void Dispose() => _connection.Dispose();

    private static void CreateFile(string path)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
            Directory.CreateDirectory(folder);
        if (File.Exists(path))
            return;
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(path, options);
    }

    private void Prepare()
    {
        // Exclusive: a second dashboard on the same file would undo what this one counts.
        Execute("PRAGMA locking_mode = EXCLUSIVE");
        Execute("PRAGMA auto_vacuum = INCREMENTAL");
        Execute("PRAGMA journal_mode = WAL");
        Execute("PRAGMA synchronous = NORMAL");
        var version = Scalar("PRAGMA user_version");
        if (version > SchemaVersion)
            throw new DashboardSettingException($"'{_connection.DataSource}' has version {version} of the journal, and this program knows versions up to {SchemaVersion}. Move the file away, or set {PersistenceOptions.Section}:Path to another.");
        Execute("""
            CREATE TABLE IF NOT EXISTS journal (
              id INTEGER PRIMARY KEY,
              signals INTEGER NOT NULL,
              size INTEGER NOT NULL,
              request BLOB,
              service TEXT,
              instance TEXT)
            """);
        Execute($"PRAGMA user_version = {SchemaVersion}");
        Bytes = Scalar("SELECT COALESCE(SUM(size), 0) FROM journal");
    }

    private void Insert(JournalEntry entry)
    {
        using var command = Command("INSERT INTO journal (signals, size, request, service, instance) VALUES ($signals, $size, $request, $service, $instance)");
        command.Parameters.AddWithValue("$signals", (int)entry.Signals);
        command.Parameters.AddWithValue("$size", entry.Size);
        command.Parameters.AddWithValue("$request", (object?)entry.Request ?? DBNull.Value);
        command.Parameters.AddWithValue("$service", (object?)entry.ClearedResource?.ServiceName ?? DBNull.Value);
        command.Parameters.AddWithValue("$instance", (object?)entry.ClearedResource?.InstanceId ?? DBNull.Value);
        command.ExecuteNonQuery();
        Bytes += entry.Size;
    }

    private void Delete(TelemetrySignals signals)
    {
        using var command = Command("DELETE FROM journal WHERE (signals & $signals) = signals");
        command.Parameters.AddWithValue("$signals", (int)signals);
        command.ExecuteNonQuery();
        Bytes = Scalar("SELECT COALESCE(SUM(size), 0) FROM journal");
    }

    private void Trim()
    {
        if (Bytes <= _maxBytes)
            return;
        // A tenth more than needed, so that not every write has to.
        var surplus = Bytes - (_maxBytes / 10 * 9);
        using var command = Command("""
            DELETE FROM journal WHERE id <= (
              SELECT MIN(id) FROM (SELECT id, SUM(size) OVER (ORDER BY id) AS total FROM journal) WHERE total >= $surplus)
            """);
        command.Parameters.AddWithValue("$surplus", surplus);
        command.ExecuteNonQuery();
        Bytes = Scalar("SELECT COALESCE(SUM(size), 0) FROM journal");
    }

    private long Scalar(string sql)
    {
        using var command = Command(sql);
        return (long)command.ExecuteScalar()!;
    }

    private void Execute(string sql)
    {
        using var command = Command(sql);
        // Some pragmas answer with rows: all of them have to be read for the pragma to take effect.
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
        }
    }

    private SqliteCommand Command(string sql)
    {
        var command = _connection.CreateCommand();
#pragma warning disable CA2100 // Constants of this class, and its own numbers; what comes from outside is a parameter.
        command.CommandText = sql;
#pragma warning restore CA2100
        return command;
    }
}
