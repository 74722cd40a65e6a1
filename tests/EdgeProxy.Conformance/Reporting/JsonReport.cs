using System.Text.Encodings.Web;
using System.Text.Json;

namespace EdgeProxy.Conformance;

/// <summary>The results as one JSON object for programs.</summary>
public static class JsonReport
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes the results.</summary>
    public static void Write(IReadOnlyList<CaseResult> results, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(results);
        ArgumentNullException.ThrowIfNull(output);
        var report = new
        {
            Passed = results.Count(r => r.Outcome == CaseOutcome.Passed),
            Failed = results.Count(r => r.Outcome == CaseOutcome.Failed),
            Skipped = results.Count(r => r.Outcome == CaseOutcome.Skipped),
            Cases = results.Select(r => new
            {
                r.Case.Group,
                r.Case.Name,
                Outcome = r.Outcome.ToString().ToLowerInvariant(),
                r.Case.Expected,
                r.Got,
                r.Case.Note,
                Milliseconds = Math.Round(r.Duration.TotalMilliseconds),
            }),
        };
        output.WriteLine(JsonSerializer.Serialize(report, Format));
    }
}
