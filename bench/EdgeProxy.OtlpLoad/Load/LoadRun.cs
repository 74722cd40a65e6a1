using System.Diagnostics;
using System.IO.Compression;
using System.Net.Http.Headers;
using Grpc.Core;
using Grpc.Net.Client;

namespace EdgeProxy.OtlpLoad.Load;

/// <summary>Sends batches for a while, several at the same time, each as soon as the one before was answered.</summary>
internal static class LoadRun
{
    private static readonly Metadata Gzip = new() { { "grpc-internal-encoding-request", "gzip" } };
    private static long _totalItems;

    /// <summary>Everything that was sent since the start.</summary>
    public static long TotalItems => Interlocked.Read(ref _totalItems);

    /// <summary>Sends for a while.</summary>
    public static async Task<RunResult> ExecuteAsync(DashboardProcess dashboard, Scenario scenario, TimeSpan duration, int concurrency)
    {
        var processor = dashboard.ProcessorTime;
        var watch = Stopwatch.StartNew();
        var items = await SendWhileAsync(dashboard, scenario, _ => watch.Elapsed < duration, concurrency);
        var seconds = watch.Elapsed.TotalSeconds;
        return new RunResult(items / seconds, (dashboard.ProcessorTime - processor).TotalMicroseconds / items);
    }

    /// <summary>Sends at least <paramref name="count"/> items.</summary>
    public static Task SendAsync(DashboardProcess dashboard, Scenario scenario, long count, int concurrency) =>
        SendWhileAsync(dashboard, scenario, sent => sent < count, concurrency);

    private static async Task<long> SendWhileAsync(DashboardProcess dashboard, Scenario scenario, Func<long, bool> goesOn, int concurrency)
    {
        using var channel = GrpcChannel.ForAddress(dashboard.Grpc, new GrpcChannelOptions { MaxSendMessageSize = null });
        using var http = new HttpClient { BaseAddress = dashboard.Http };
        var invoker = channel.CreateCallInvoker();
        long items = 0;
        await Task.WhenAll(Enumerable.Range(0, concurrency).Select(_ => Task.Run(async () =>
        {
            var batch = scenario.CreateBatch();
            while (goesOn(Interlocked.Read(ref items)))
            {
                if (scenario.IsHttp)
                    await PostAsync(http, scenario, batch.Renew());
                else
                    await CallAsync(invoker, scenario, batch.Renew());
                Interlocked.Add(ref items, batch.Count);
            }
        })));
        Interlocked.Add(ref _totalItems, items);
        return items;
    }

    private static async Task CallAsync(CallInvoker invoker, Scenario scenario, byte[] request)
    {
        var method = new Method<byte[], byte[]>(
            MethodType.Unary, scenario.GrpcService, "Export", Marshallers.Create<byte[]>(bytes => bytes, bytes => bytes), Marshallers.Create<byte[]>(bytes => bytes, bytes => bytes));
        var response = await invoker.AsyncUnaryCall(method, null, new CallOptions(scenario.IsZipped ? Gzip : null), request);
        if (response.Length > 0)
            throw new InvalidOperationException("A part of a batch was rejected.");
    }

    private static async Task PostAsync(HttpClient http, Scenario scenario, byte[] request)
    {
        using var content = new ByteArrayContent(scenario.IsZipped ? Zip(request) : request);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
        if (scenario.IsZipped)
            content.Headers.ContentEncoding.Add("gzip");
        using var response = await http.PostAsync(scenario.HttpPath, content);
        response.EnsureSuccessStatusCode();
    }

    private static byte[] Zip(byte[] bytes)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest))
            gzip.Write(bytes);
        return buffer.ToArray();
    }
}
