namespace EdgeProxy.OtlpLoad.Figures;

/// <summary>How long a start takes, and what a dashboard that nobody uses needs.</summary>
internal static class StartFigures
{
    private const int Starts = 5;

    public static async Task MeasureAsync(LoadOptions options, FigureTable table)
    {
        var ready = new List<double>();
        var idle = new List<double>();
        for (var start = 0; start < Starts; start++)
        {
            await using var dashboard = await DashboardProcess.StartAsync(options.Dashboard);
            ready.Add(dashboard.ReadyAfter.TotalSeconds);
            // The first start of a program finds its files on the disk, the others in memory.
            if (start < Starts - options.Rounds)
                continue;
            await Task.Delay(TimeSpan.FromSeconds(options.IdleSeconds));
            idle.Add(dashboard.ResidentMegabytes);
        }

        await table.AddAsync(Figure.AtMost("start of the process to the login page", ready, 0.7, "s", "0.75 s"));
        await table.AddAsync(Figure.AtMost($"RSS {options.IdleSeconds} s after the start, the login page asked for", idle, 100, "MB", "120 MB", "0"));
    }
}
