using System.Diagnostics;
using System.Globalization;
using EdgeProxy.Gateway.Observability.Telemetry;
using Microsoft.Extensions.Configuration;
using OpenTelemetry.Trace;

namespace EdgeProxy.Gateway.Tests.Observability.Telemetry;

public sealed class TraceSamplingTests
{
    private static readonly ActivityContext NotRecorded = new(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.None, isRemote: true);
    private static readonly ActivityContext Recorded = new(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded, isRemote: true);

    [Theory]
    [InlineData(0)]
    [InlineData(0.01)]
    [InlineData(0.5)]
    [InlineData(1)]
    public void ARatioSaysOfEveryTraceWhatTheSdkSays(double ratio)
    {
        var sampling = Sampling("traceidratio", ratio.ToString(CultureInfo.InvariantCulture));
        var sdk = new TraceIdRatioBasedSampler(ratio);
        for (var round = 0; round < 2000; round++)
        {
            var id = NewTraceId.Create();
            Assert.Equal(SdkRecords(sdk, id), sampling.Records(id));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("always_on")]
    [InlineData("parentbased_always_on")]
    [InlineData("something else")]
    public void WithoutARatioEveryNewTraceIsRecorded(string? name) => Assert.True(Sampling(name, null).Records(new NewTraceId(long.MaxValue, 1)));

    [Theory]
    [InlineData("always_off")]
    [InlineData("parentbased_always_off")]
    public void SwitchedOffNoNewTraceIsRecorded(string name) => Assert.False(Sampling(name, null).Records(new NewTraceId(1, 1)));

    [Theory]
    [InlineData("2")]
    [InlineData("nonsense")]
    [InlineData(null)]
    public void AWrongRatioIsOne(string? ratio) => Assert.True(Sampling("traceidratio", ratio).Records(new NewTraceId(long.MaxValue, 1)));

    [Theory]
    [InlineData("parentbased_traceidratio", false)]
    [InlineData(null, false)]
    [InlineData("traceidratio", true)]
    public void ACallersNoCountsWhereTheParentDecides(string? name, bool mayRecord)
    {
        Assert.Equal(mayRecord, Sampling(name, "0.5").MayRecord(NotRecorded));
        Assert.True(Sampling(name, "0.5").MayRecord(Recorded));
    }

    private static bool SdkRecords(TraceIdRatioBasedSampler sdk, NewTraceId id)
    {
        var text = string.Create(32, id, static (text, id) => id.Write(text));
        var parameters = new SamplingParameters(default, ActivityTraceId.CreateFromString(text), "GET", ActivityKind.Server);
        return sdk.ShouldSample(parameters).Decision == SamplingDecision.RecordAndSample;
    }

    private static TraceSampling Sampling(string? name, string? argument) => TraceSampling.Read(new ConfigurationBuilder()
        .AddInMemoryCollection(new Dictionary<string, string?> { ["OTEL_TRACES_SAMPLER"] = name, ["OTEL_TRACES_SAMPLER_ARG"] = argument })
        .Build());
}
