using System.Threading.Channels;
using EdgeProxy.Dashboard.Ingestion;
using EdgeProxy.Dashboard.Otlp.Wire;
using EdgeProxy.Dashboard.Telemetry;
using EdgeProxy.Dashboard.Telemetry.Resources;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace EdgeProxy.Dashboard.Persistence;

/// <summary>
/// Keeps telemetry over restarts: brings back what the database has before anything new is received, then writes along, off the way of what
/// arrives. A slow disk costs what is kept, never what is shown.
/// </summary>
internal sealed partial class TelemetryJournal(
    IOptions<PersistenceOptions> options,
    TelemetryIngestor ingestor,
    TelemetryControl control,
    TimeProvider time,
    ILogger<TelemetryJournal> logger) : IHostedService
{
    private const int MaxEntriesAtOnce = 256;

    private readonly PersistenceOptions _options = options.Value;
    private readonly Channel<JournalEntry> _queue = Channel.CreateUnbounded<JournalEntry>(new UnboundedChannelOptions { SingleReader = true });
    private Task _writing = Task.CompletedTask;
    private long _queuedBytes;
    private long _lost;

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!_options.IsEnabled)
            return;
        var database = await Task.Run(OpenAndRestore, cancellationToken);
        ingestor.Stored += Append;
        control.Cleared += AppendClear;
        _writing = Task.Run(() => WriteAsync(database), CancellationToken.None);
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        ingestor.Stored -= Append;
        control.Cleared -= AppendClear;
        _queue.Writer.TryComplete();
        await _writing.WaitAsync(cancellationToken);
    }

    private JournalDatabase OpenAndRestore()
    {
        try
        {
            return Restore(Open());
        }
        catch (SqliteException e) when (e.SqliteErrorCode is SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB)
        {
            // Telemetry is not worth a program that does not start; the damaged file is kept for whoever wants to look.
            var aside = $"{_options.Path}.damaged-{time.GetUtcNow():yyyyMMddHHmmss}";
            File.Move(_options.Path!, aside);
            Log.Damaged(logger, _options.Path!, aside, e.Message);
            return Open();
        }
    }

    private JournalDatabase Open()
    {
        try
        {
            return JournalDatabase.Open(_options.Path!, _options.MaxBytes);
        }
        catch (SqliteException e) when (e.SqliteErrorCode is SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED)
        {
            throw new DashboardSettingException($"'{_options.Path}' is in use by another dashboard. Set {PersistenceOptions.Section}:Path to another file.", e);
        }
    }

    private JournalDatabase Restore(JournalDatabase database)
    {
        try
        {
            var started = time.GetTimestamp();
            var requests = 0;
            foreach (var entry in database.Read())
            {
                if (entry.Request is null)
                    control.Clear(entry.Signals, entry.ClearedResource);
                else if (TryRestore(entry.Signals, entry.Request))
                    requests++;
            }

            var elapsed = time.GetElapsedTime(started);
            Log.Restored(logger, requests, database.Bytes, _options.Path!, (long)elapsed.TotalMilliseconds);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private bool TryRestore(TelemetrySignals signal, byte[] request)
    {
        try
        {
            ingestor.Ingest(signal, request);
            return true;
        }
        catch (Exception e) when (e is MalformedPayloadException or ArgumentOutOfRangeException)
        {
            Log.EntryUnreadable(logger, e.Message);
            return false;
        }
    }

    private void Append(TelemetrySignals signal, ReadOnlyMemory<byte> request)
    {
        if (Interlocked.Add(ref _queuedBytes, request.Length) > _options.MaxQueuedBytes)
        {
            Interlocked.Add(ref _queuedBytes, -request.Length);
            Interlocked.Increment(ref _lost);
            return;
        }

        _queue.Writer.TryWrite(new JournalEntry(signal, request.ToArray(), null));
    }

    private void AppendClear(TelemetrySignals signals, ResourceKey? resource) => _queue.Writer.TryWrite(new JournalEntry(signals, null, resource));

    private async Task WriteAsync(JournalDatabase database)
    {
        using (database)
        {
            var entries = new List<JournalEntry>();
            while (await _queue.Reader.WaitToReadAsync())
            {
                entries.Clear();
                while (entries.Count < MaxEntriesAtOnce && _queue.Reader.TryRead(out var entry))
                    entries.Add(entry);
                Write(database, entries);
                Interlocked.Add(ref _queuedBytes, -entries.Sum(entry => entry.Size));
            }
        }
    }

    private void Write(JournalDatabase database, List<JournalEntry> entries)
    {
        try
        {
            database.Write(entries);
        }
        catch (SqliteException e)
        {
            Log.WriteFailed(logger, _options.Path!, entries.Count, e.Message);
        }

        if (Interlocked.Exchange(ref _lost, 0) is > 0 and var lost)
            Log.Lost(logger, lost);
    }
}
