using Microsoft.Extensions.Options;

namespace EdgeProxy.Dashboard.Telemetry;

/// <summary>Refuses limits that make no sense, naming each key with its allowed values.</summary>
internal sealed class TelemetryLimitsValidator : IValidateOptions<TelemetryLimitsOptions>
{
    private const long MiB = 1024 * 1024;

    public ValidateOptionsResult Validate(string? name, TelemetryLimitsOptions options)
    {
        var errors = new List<string>();
        Check(nameof(options.MaxTraceCount), options.MaxTraceCount, 1, 1_000_000);
        Check(nameof(options.MaxLogCount), options.MaxLogCount, 1, 10_000_000);
        Check(nameof(options.MaxMetricsCount), options.MaxMetricsCount, 1, 1_000_000);
        Check(nameof(options.MaxAttributeCount), options.MaxAttributeCount, 1, 10_000);
        Check(nameof(options.MaxAttributeLength), options.MaxAttributeLength, 16, 16 * MiB);
        Check(nameof(options.MaxSpanEventCount), options.MaxSpanEventCount, 1, 100_000);
        Check(nameof(options.MaxTraceBytes), options.MaxTraceBytes, MiB, long.MaxValue);
        Check(nameof(options.MaxLogBytes), options.MaxLogBytes, MiB, long.MaxValue);
        Check(nameof(options.MaxMetricBytes), options.MaxMetricBytes, MiB, long.MaxValue);
        Check(nameof(options.MaxResourceBytes), options.MaxResourceBytes, MiB, long.MaxValue);
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);

        void Check(string key, long value, long least, long greatest)
        {
            if (value >= least && value <= greatest)
                return;
            var allowed = greatest == long.MaxValue ? $"at least {least}" : $"{least} to {greatest}";
            errors.Add($"{TelemetryLimitsOptions.Section}:{key} is {value}. Allowed: {allowed}.");
        }
    }
}
