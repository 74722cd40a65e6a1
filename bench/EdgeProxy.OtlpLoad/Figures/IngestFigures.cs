using EdgeProxy.OtlpLoad.Load;

namespace EdgeProxy.OtlpLoad.Figures;

/// <summary>How fast telemetry is taken and what it costs: as fast as the dashboard answers, one kind after the other in one process.</summary>
internal static class IngestFigures
{
    public static async Task MeasureAsync(LoadOptions options, FigureTable table)
    {
        await using var dashboard = await DashboardProcess.StartAsync(options.Dashboard);
        foreach (var scenario in Scenario.All.Where(scenario => options.Includes(scenario.Name)))
        {
            await LoadRun.ExecuteAsync(dashboard, scenario, TimeSpan.FromSeconds(options.WarmUpSeconds), options.Concurrency);
            var results = new List<RunResult>();
            for (var round = 0; round < options.Rounds; round++)
                results.Add(await LoadRun.ExecuteAsync(dashboard, scenario, TimeSpan.FromSeconds(options.Seconds), options.Concurrency));
            double[] rates = [.. results.Select(result => result.ItemsPerSecond)], costs = [.. results.Select(result => result.ProcessorMicrosecondsPerItem)];
            await table.AddAsync(scenario.LeastPerSecond is { } least
                ? Figure.AtLeast(scenario.Title, rates, least, "a second", scenario.PeerRate)
                : Figure.Of(scenario.Title, rates, "a second", scenario.PeerRate, "#,0"));
            await table.AddAsync(scenario.MostMicroseconds is { } most
                ? Figure.AtMost($"{scenario.Title}: CPU of one", costs, most, "us", scenario.PeerCost, "0.0")
                : Figure.Of($"{scenario.Title}: CPU of one", costs, "us", scenario.PeerCost, "0.0"));
        }

        await table.AddAsync(Figure.Of($"peak RSS over those {LoadRun.TotalItems / 1e6:0} million items", [dashboard.PeakResidentMegabytes], "MB", format: "0"));
    }
}
