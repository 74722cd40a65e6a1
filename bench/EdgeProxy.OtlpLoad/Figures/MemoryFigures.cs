using EdgeProxy.OtlpLoad.Load;

namespace EdgeProxy.OtlpLoad.Figures;

/// <summary>What the process takes with every store full.</summary>
internal static class MemoryFigures
{
    private const int Spans = 2_000_000;
    private const int Others = 600_000;

    public static async Task MeasureAsync(LoadOptions options, FigureTable table)
    {
        var after = new List<double>();
        var peaks = new List<double>();
        for (var round = 0; round < options.Rounds; round++)
        {
            await using var dashboard = await DashboardProcess.StartAsync(options.Dashboard);
            await LoadRun.SendAsync(dashboard, Scenario.Find("metrics-grpc"), Others, options.Concurrency);
            await LoadRun.SendAsync(dashboard, Scenario.Find("logs-grpc"), Others, options.Concurrency);
            await LoadRun.SendAsync(dashboard, Scenario.Find("spans-grpc"), Spans, options.Concurrency);
            after.Add(dashboard.ResidentMegabytes);
            peaks.Add(dashboard.PeakResidentMegabytes);
        }

        await table.AddAsync(Figure.AtMost("RSS after 2 million spans, the stores of logs and metrics full too", after, 300, "MB", "852 MB", "0"));
        await table.AddAsync(Figure.AtMost("its peak", peaks, 300, "MB", "965 MB", "0"));
    }
}
