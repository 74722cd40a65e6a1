using System.Diagnostics;

namespace EdgeProxy.Conformance;

/// <summary>
/// Runs cases against a target. The long ones start first and wait beside the others; those that must be alone come last, one by one.
/// </summary>
public sealed class ConformanceRunner(ConformanceTarget target)
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongFrom = TimeSpan.FromSeconds(20);

    /// <summary>Runs <paramref name="cases"/>; the results come in the order of the cases.</summary>
    public async Task<IReadOnlyList<CaseResult>> RunAllAsync(IReadOnlyList<ConformanceCase> cases, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(cases);
        var results = new Dictionary<ConformanceCase, CaseResult>();
        var waiting = cases.Where(c => !c.RunsAlone && c.Limit > LongFrom).Select(c => RunAsync(c, cancellation)).ToList();
        foreach (var quick in cases.Where(c => !c.RunsAlone && c.Limit <= LongFrom))
            results[quick] = await RunAsync(quick, cancellation);
        foreach (var result in await Task.WhenAll(waiting))
            results[result.Case] = result;
        foreach (var alone in cases.Where(c => c.RunsAlone))
            results[alone] = await RunAsync(alone, cancellation);
        return [.. cases.Select(c => results[c])];
    }

    /// <summary>Runs one case. It never throws for what the proxy does: whatever goes wrong is the result.</summary>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was cancelled.</exception>
    public async Task<CaseResult> RunAsync(ConformanceCase item, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(item);
        if (target.Lacks(item.Needs) is { } lack)
            return new(item, CaseOutcome.Skipped, lack);
        var checkable = item.Expectations.Where(e => target.Lacks(e.Needs) is null).ToList();
        if (checkable.Count == 0)
            return new(item, CaseOutcome.Skipped, target.Lacks(item.Expectations[0].Needs)!);

        var watch = Stopwatch.StartNew();
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bound.CancelAfter(item.Limit);
        try
        {
            var observation = await ObserveAsync(item, checkable, bound.Token);
            var findings = checkable.ConvertAll(e => e.Look(observation));
            var left = item.Expectations.Count - checkable.Count;
            var got = string.Join("; ", findings.Select(f => f.Got)) + (left > 0 ? " (upstream not seen)" : "");
            return new(item, findings.TrueForAll(f => f.Held) ? CaseOutcome.Passed : CaseOutcome.Failed, got) { Duration = watch.Elapsed };
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new(item, CaseOutcome.Failed, $"no end within {item.Limit.TotalSeconds:0.#} s") { Duration = watch.Elapsed };
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return new(item, CaseOutcome.Failed, $"{e.GetType().Name}: {e.Message}") { Duration = watch.Elapsed };
        }
    }

    private async Task<Observation> ObserveAsync(ConformanceCase item, List<Expectation> expectations, CancellationToken cancellation)
    {
        var id = Guid.NewGuid().ToString("N");
        var observation = await item.Drive(target, id, cancellation);
        if (expectations.Exists(e => e.NeedsQuiet))
            await Task.Delay(Quiet, cancellation);
        if (expectations.Exists(e => e.Needs.HasFlag(CaseNeeds.AccessLog)))
            observation = observation with { LogLine = await AccessLogFile.FindAsync(target.AccessLog!, id, cancellation) };
        return target.Backends is { } backends ? observation with { Upstream = backends.Seen(id) } : observation;
    }
}
