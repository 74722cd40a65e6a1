using System.IO.Compression;
using System.Text.Json;
using EdgeProxy.Dashboard.Otlp;
using EdgeProxy.Dashboard.Otlp.Json;
using EdgeProxy.Dashboard.Telemetry;
using EdgeProxy.Dashboard.Telemetry.Logs;
using EdgeProxy.Dashboard.Telemetry.Metrics;
using EdgeProxy.Dashboard.Telemetry.Resources;
using EdgeProxy.Dashboard.Telemetry.Traces;
using Google.Protobuf;

namespace EdgeProxy.Dashboard.Archive;

/// <summary>Everything stored as a zip of OTLP requests in JSON, one a line (<c>traces.jsonl</c>, <c>logs.jsonl</c>, <c>metrics.jsonl</c>), and back.</summary>
internal sealed class TelemetryArchive(
    ITraceQueries traces, ILogQueries logs, IMetricQueries metrics, IResourceQueries resources, OtlpReceiver receiver, TimeProvider time)
{
    private const int PageSize = 500;
    private const int LargestLine = 64 * 1024 * 1024;

    /// <summary>Writes the zip.</summary>
    public async Task ExportAsync(Stream output, CancellationToken cancellation)
    {
        // An entry of a zip ends with a synchronous write, which an HTTP response refuses: the file takes it.
        await using var file = OpenTemporaryFile();
        await using (var zip = await ZipArchive.CreateAsync(file, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellation))
        {
            await WriteAsync(zip, "traces.jsonl", Traces(), cancellation);
            await WriteAsync(zip, "logs.jsonl", Logs(), cancellation);
            await WriteAsync(zip, "metrics.jsonl", Metrics(), cancellation);
        }

        file.Position = 0;
        await file.CopyToAsync(output, cancellation);
    }

    /// <summary>Reads a zip, or a single file of JSON.</summary>
    /// <returns>What was found, for the person who chose the file.</returns>
    /// <exception cref="InvalidDataException">It is neither, or a line of it is not OTLP.</exception>
    public async Task<string> ImportAsync(string name, Stream input, CancellationToken cancellation)
    {
        if (!name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase))
            return Summarize(await ReadAsync(name, input, cancellation));
        // A zip is read from its end, and the browser's stream only goes forward.
        await using var file = OpenTemporaryFile();
        await input.CopyToAsync(file, cancellation);
        await using var zip = await ZipArchive.CreateAsync(file, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, cancellation);
        var requests = 0;
        foreach (var entry in zip.Entries)
        {
            await using var content = await entry.OpenAsync(cancellation);
            requests += await ReadAsync(entry.Name, content, cancellation);
        }

        return Summarize(requests);
    }

    private async Task<int> ReadAsync(string name, Stream content, CancellationToken cancellation)
    {
        var signal = OtlpSignal.All.FirstOrDefault(signal => name.Contains(signal.Signal.ToString(), StringComparison.OrdinalIgnoreCase))
            ?? throw new InvalidDataException($"'{name}' does not say what it holds. Allowed are names with traces, logs or metrics in them.");
        using var lines = new StreamReader(content);
        var requests = 0;
        while (await lines.ReadLineAsync(cancellation) is { } line)
        {
            if (line.Length == 0)
                continue;
            if (line.Length > LargestLine)
                throw new InvalidDataException($"A line of '{name}' is longer than {LargestLine / 1048576} MiB.");
            try
            {
                var request = OtlpJsonReader.Read(System.Text.Encoding.UTF8.GetBytes(line), signal.Request);
                receiver.Receive(signal.Signal, request.Buffer.AsMemory(0, request.Length));
            }
            catch (Exception exception) when (exception is OtlpRefusedException or Otlp.Wire.MalformedPayloadException)
            {
                throw new InvalidDataException($"Line {requests + 1} of '{name}' is not OTLP: {exception.Message}", exception);
            }

            requests++;
        }

        return requests;
    }

    private static FileStream OpenTemporaryFile() =>
        new(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 4096, FileOptions.DeleteOnClose | FileOptions.Asynchronous);

    private static string Summarize(int requests) => $"{requests:#,0} {(requests == 1 ? "request" : "requests")} imported.";

    private static async Task WriteAsync(ZipArchive zip, string name, IEnumerable<IMessage> requests, CancellationToken cancellation)
    {
        await using var entry = await zip.CreateEntry(name, CompressionLevel.Fastest).OpenAsync(cancellation);
        using var buffer = new MemoryStream();
        await using var json = new Utf8JsonWriter(buffer);
        foreach (var request in requests)
        {
            buffer.SetLength(0);
            json.Reset(buffer);
            OtlpJsonWriter.Write(json, request);
            await json.FlushAsync(cancellation);
            buffer.WriteByte((byte)'\n');
            await entry.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), cancellation);
        }
    }

    private IEnumerable<IMessage> Traces()
    {
        for (var offset = 0; ; offset += PageSize)
        {
            var page = traces.List(new TraceQuery { Descending = false, Offset = offset, Limit = PageSize }).Page.Items;
            foreach (var summary in page)
            {
                if (traces.Find(summary.TraceId) is { } trace)
                    yield return TraceExport.Request(trace.Spans);
            }

            if (page.Count < PageSize)
                yield break;
        }
    }

    private IEnumerable<IMessage> Logs()
    {
        for (var offset = 0; ; offset += PageSize)
        {
            var page = logs.List(new LogQuery { Offset = offset, Limit = PageSize }).Items;
            if (page.Count > 0)
                yield return LogExport.Request(page);
            if (page.Count < PageSize)
                yield break;
        }
    }

    private IEnumerable<IMessage> Metrics()
    {
        var now = UnixNanoTime.From(time.GetUtcNow());
        foreach (var service in resources.List().Select(resource => resource.Resource.ServiceName).Distinct())
        {
            foreach (var instrument in metrics.Meters(service).SelectMany(meter => meter.Instruments))
            {
                var query = new MetricQuery { ServiceName = service, Instrument = instrument.Key, From = default, To = now };
                if (metrics.Find(query) is { } data)
                    yield return MetricExport.Request(data);
            }
        }
    }
}
