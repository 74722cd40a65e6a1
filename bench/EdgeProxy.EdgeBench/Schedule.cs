namespace EdgeProxy.EdgeBench;

/// <summary>Which contender runs when: in every round of a case each has its turn, so that what the machine does besides hits all alike.</summary>
internal sealed class Schedule(Stage stage, BenchOptions options, TextWriter output)
{
    private const int SettleSeconds = 2;

    public async Task WarmUpAsync()
    {
        var load = LoadCase.All.First(load => load.Key == LoadCase.Main);
        foreach (var contender in stage.Contenders)
            await LoadAsync(contender, load, options.WarmUpSeconds, rate: 0);
    }

    public async Task<IReadOnlyList<Measurement>> RunAsync()
    {
        var all = new List<Measurement>();
        foreach (var load in options.SelectedCases)
        {
            var rate = load.IsFixedRate ? await HalfOfSlowestAsync(load, all) : 0;
            var contenders = stage.Contenders.Where(contender => !load.IsHttp2 || contender.Http2Port > 0).ToList();
            foreach (var contender in contenders)
            {
                await CheckAsync(contender, load);
                await LoadAsync(contender, load, SettleSeconds, rate);
            }

            for (var round = 0; round < options.Rounds; round++)
            {
                foreach (var contender in contenders)
                    all.Add(await MeasureAsync(contender, load, rate));
            }

            foreach (var contender in contenders)
                await output.WriteLineAsync(Line(load, contender.Name, all));
        }

        return all;
    }

    /// <summary>Fast wrong answers would win: each contender has to give the right one first.</summary>
    private static async Task CheckAsync(Contender contender, LoadCase load)
    {
        using var client = new HttpClient();
        using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{contender.Port}{load.Path}"));
        var length = (await answer.Content.ReadAsByteArrayAsync()).Length;
        if (!answer.IsSuccessStatusCode || length != load.Length)
            throw new InvalidOperationException($"{contender.Name} answers {load.Path} with {(int)answer.StatusCode} and {length} bytes instead of 200 and {load.Length}.");
    }

    private async Task<Measurement> MeasureAsync(Contender contender, LoadCase load, double rate)
    {
        var before = contender.Process.ProcessorTime();
        var result = await LoadAsync(contender, load, options.Seconds, rate);
        var used = contender.Process.ProcessorTime() - before;
        return new Measurement(contender.Name, load, result, used.TotalMicroseconds / Math.Max(result.Requests, 1));
    }

    private async Task<double> HalfOfSlowestAsync(LoadCase load, List<Measurement> all)
    {
        var known = all.Where(one => one.Case.Key == LoadCase.Main).ToList();
        if (known.Count > 0)
            return known.GroupBy(one => one.Contender).Min(group => Spread.Of(group.Select(one => one.Load.PerSecond)).Median) / 2;
        var slowest = double.MaxValue;
        foreach (var contender in stage.Contenders)
            slowest = Math.Min(slowest, (await LoadAsync(contender, load with { IsFixedRate = false }, options.Seconds, rate: 0)).PerSecond);
        return slowest / 2;
    }

    private Task<LoadResult> LoadAsync(Contender contender, LoadCase load, int seconds, double rate)
    {
        var target = new Uri($"http://127.0.0.1:{(load.IsHttp2 ? contender.Http2Port : contender.Port)}{load.Path}");
        return load.IsHttp2 || load.IsFixedRate
            ? H2Load.RunAsync(target, load, seconds, rate, stage.Workplace.File("h2load.log"))
            : Wrk.RunAsync(target, load, seconds);
    }

    private static string Line(LoadCase load, string name, List<Measurement> all)
    {
        var mine = all.Where(one => one.Case == load && one.Contender == name).ToList();
        var processor = Spread.Of(mine.Select(one => one.Processor));
        var first = Spread.Of(all.Where(one => one.Case == load && one.Contender == "haproxy").Select(one => one.Processor));
        return FormattableString.Invariant(
            $"{load.Key,-7} {name,-12} {processor.Median,7:F1} us ({processor.Low:F1} to {processor.High:F1})  {processor.Median / first.Median,5:F2} of haproxy  {Spread.Of(mine.Select(one => one.Load.PerSecond)).Median,7:F0}/s  p50 {Spread.Of(mine.Select(one => one.Load.P50)).Median:F2}  p99 {Spread.Of(mine.Select(one => one.Load.P99)).Median:F2} ms  failed {mine.Sum(one => one.Load.Failed)}");
    }
}
