using System.Diagnostics;
using System.IO.Compression;
using System.Net.Http.Headers;
using Grpc.Core;
using Grpc.Net.Client;

namespace EdgeProxy.OtlpLoad;

/// <summary>Sends batches for a while, several at the same time, each as soon as the one before was answered.</summary>
internal static class LoadRun
{
    private static readonly Metadata Gzip = new() { { "grpc-internal-encoding-request", "gzip" } };
    private static long _totalItems;

    /// <summary>Everything that was sent since the start.</summary>
    public static long TotalItems => Interlocked.Read(ref _totalItems);

    public static async Task<RunResult> ExecuteAsync(DashboardProcess dashboard, Scenario scenario, TimeSpan duration, int concurrency)
    {
        using var channel = GrpcChannel.ForAddress(dashboard.Grpc, new GrpcChannelOptions { MaxSendMessageSize = null });
        using var http = new HttpClient { BaseAddress = dashboard.Http };
        var invoker = channel.CreateCallInvoker();
        long items = 0;
        var processor = dashboard.ProcessorTime;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, concurrency).Select(_ => Task.Run(async () =>
        {
            var batch = scenario.CreateBatch();
            while (watch.Elapsed < duration)
            {
                if (scenario.IsHttp)
                    await PostAsync(http, scenario, batch.Renew());
                else
                    await CallAsync(invoker, scenario, batch.Renew());
                Interlocked.Add(ref items, batch.Count);
            }
        })));
        var seconds = watch.Elapsed.TotalSeconds;
        var used = dashboard.ProcessorTime - processor;
        Interlocked.Add(ref _totalItems, items);
        return new RunResult(items / seconds, used.TotalMicroseconds / items);
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
