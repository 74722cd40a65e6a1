using System.Net;
using EdgeProxy.Dashboard.Otlp;
using EdgeProxy.Dashboard.Tests.Ingestion;
using EdgeProxy.Dashboard.Tests.Telemetry;
using Grpc.Core;
using OpenTelemetry.Proto.Collector.Trace.V1;

namespace EdgeProxy.Dashboard.Tests.Otlp;

/// <summary>Damaged bodies over real connections: each has a clear answer, and the connection serves on.</summary>
public sealed class OtlpHostileBodiesTests : IAsyncLifetime
{
    private const int Bodies = 4_000;
    private readonly Random _random = new(20240503);
    private OtlpHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await OtlpHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task OverHttpAreTakenOrBadData()
    {
        var answers = new Dictionary<HttpStatusCode, int>();
        for (var number = 0; number < Bodies; number++)
        {
            var (signal, seed) = _random.GetItems(HostileBodies.Seeds, 1)[0];
            var body = HostileBodies.Mutate(seed, _random);
            using var content = (number % 4) switch
            {
                0 => Http.Body(HostileBodies.Mutate(HostileBodies.Json, _random), Http.Json),
                1 => Http.Zipped(body, Http.Protobuf),
                2 => await DamagedGzipAsync(seed),
                _ => Http.Body(body, Http.Protobuf),
            };
            var isJson = content.Headers.ContentType!.MediaType == Http.Json;
            var path = OtlpSignal.All.Single(one => one.Signal == signal).HttpPath;
            using var answer = await _host.Http.PostAsync(isJson ? "/v1/traces" : path, content, TestContext.Current.CancellationToken);
            answers[answer.StatusCode] = answers.GetValueOrDefault(answer.StatusCode) + 1;
            if (answer.StatusCode == HttpStatusCode.BadRequest && !isJson)
                Assert.NotEmpty((await Http.StatusOf(answer)).Message);
        }

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.BadRequest], answers.Keys.Order());
        Assert.All(answers.Values, count => Assert.InRange(count, Bodies / 20, Bodies));
        await StillServesAsync();
    }

    [Fact]
    public async Task OverGrpcAreTakenOrAnInvalidArgument()
    {
        var refused = 0;
        for (var number = 0; number < Bodies; number++)
        {
            var (signal, seed) = _random.GetItems(HostileBodies.Seeds, 1)[0];
            var body = number % 4 == 0 ? HostileBodies.Random(_random) : HostileBodies.Mutate(seed, _random);
            try
            {
                await _host.ExportAsync<ExportTraceServiceResponse>(OtlpSignal.All.Single(one => one.Signal == signal).GrpcService, body);
            }
            catch (RpcException refusal)
            {
                Assert.Equal(StatusCode.InvalidArgument, refusal.StatusCode);
                Assert.NotEmpty(refusal.Status.Detail);
                refused++;
            }
        }

        Assert.InRange(refused, Bodies / 20, Bodies - 1);
        await StillServesAsync();
    }

    private async Task<ByteArrayContent> DamagedGzipAsync(byte[] seed)
    {
        using var zipped = Http.Zipped(seed, Http.Protobuf);
        var content = Http.Body(HostileBodies.Mutate(await zipped.ReadAsByteArrayAsync(TestContext.Current.CancellationToken), _random), Http.Protobuf);
        content.Headers.ContentEncoding.Add("gzip");
        return content;
    }

    private async Task StillServesAsync()
    {
        using var answer = await _host.Http.PostAsync("/v1/traces", Http.Body(Otel.Traces("ping", Otel.Span(7, 7, 0, 0, 1))), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
