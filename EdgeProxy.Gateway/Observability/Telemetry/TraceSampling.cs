using System.Diagnostics;
using System.Globalization;

namespace EdgeProxy.Gateway.Observability.Telemetry;

/// <summary>
/// What the sampler will say (OpenTelemetry, "SDK Environment Variables": <c>OTEL_TRACES_SAMPLER</c>), known before anything is made for
/// it: the SDK needs a whole <see cref="Activity"/> to decide. What cannot be decided here is left to the SDK.
/// </summary>
internal sealed class TraceSampling
{
    private const string ParentBased = "parentbased_";
    private readonly bool _isParentBased;
    private readonly long _bound;

    private TraceSampling(bool isParentBased, double ratio)
    {
        _isParentBased = isParentBased;
        // As the SDK's sampler works it out, so that both say the same of a trace.
        _bound = ratio switch { 0 => long.MinValue, 1 => long.MaxValue, _ => (long)(ratio * long.MaxValue) };
    }

    public static TraceSampling Read(IConfiguration configuration)
    {
        var name = configuration["OTEL_TRACES_SAMPLER"]?.Trim().ToLowerInvariant() ?? "";
        var root = name.StartsWith(ParentBased, StringComparison.Ordinal) ? name[ParentBased.Length..] : name;
        double? ratio = root switch
        {
            "always_on" => 1,
            "always_off" => 0,
            "traceidratio" => Ratio(configuration["OTEL_TRACES_SAMPLER_ARG"]),
            _ => null,
        };
        // The SDK's default for no name and for a wrong one.
        return new TraceSampling(isParentBased: ratio is null || root.Length < name.Length, ratio ?? 1);
    }

    /// <summary>Whether a trace with this identifier that begins here is recorded.</summary>
    public bool Records(NewTraceId id) => _bound == long.MaxValue || Math.Abs((long)id.High) < _bound;

    /// <summary>Whether a trace that began elsewhere may be recorded; false only when it is certainly not.</summary>
    public bool MayRecord(in ActivityContext parent) => !_isParentBased || (parent.TraceFlags & ActivityTraceFlags.Recorded) != 0;

    private static double Ratio(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var ratio) && ratio is >= 0 and <= 1 ? ratio : 1;
}
