using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using EdgeProxy.OtlpLoad.Load;

namespace EdgeProxy.OtlpLoad;

/// <summary>What the command line asks for.</summary>
internal sealed record LoadOptions
{
    private const string Usage =
        "Usage: bench/dashboard.sh [--parts start,ingest,memory,pages,system] [--scenario NAME[,NAME]] [--rounds 3] [--seconds 2] [--warmup 2] [--idle 10] [--concurrency 4] [--dashboard DLL] [--apphost PROJECT]";

    /// <summary>The parts, in the order in which they are measured.</summary>
    public static IReadOnlyList<string> AllParts { get; } = ["start", "ingest", "memory", "pages", "system"];

    public IReadOnlyList<string> Parts { get; init; } = AllParts;

    public string Dashboard { get; init; } = "EdgeProxy.Dashboard/bin/Release/net10.0/EdgeProxy.Dashboard.dll";

    /// <summary>The project folder of the AppHost.</summary>
    public string AppHost { get; init; } = "EdgeProxy.AppHost";

    public string[] Scenarios { get; init; } = [];

    /// <summary>How often each is measured; 1 to 5.</summary>
    public int Rounds { get; init; } = 3;

    public int Seconds { get; init; } = 2;

    public int WarmUpSeconds { get; init; } = 2;

    public int IdleSeconds { get; init; } = 10;

    /// <summary>Requests on their way at the same time.</summary>
    public int Concurrency { get; init; } = 4;

    public bool Includes(string scenario) => Scenarios.Length == 0 || Scenarios.Contains(scenario);

    public static bool TryParse(string[] args, [NotNullWhen(true)] out LoadOptions? options, [NotNullWhen(false)] out string? error)
    {
        var parsed = new LoadOptions();
        options = null;
        for (var i = 0; i + 1 < args.Length; i += 2)
        {
            var value = args[i + 1];
            parsed = args[i] switch
            {
                "--parts" => parsed with { Parts = value.Split(',') },
                "--dashboard" => parsed with { Dashboard = value },
                "--apphost" => parsed with { AppHost = value },
                "--scenario" => parsed with { Scenarios = value.Split(',') },
                "--rounds" => parsed with { Rounds = Number(value) },
                "--seconds" => parsed with { Seconds = Number(value) },
                "--warmup" => parsed with { WarmUpSeconds = Number(value) },
                "--idle" => parsed with { IdleSeconds = Number(value) },
                "--concurrency" => parsed with { Concurrency = Number(value) },
                _ => parsed with { Rounds = 0 },
            };
        }

        error = null;
        if (args.Length % 2 != 0 || parsed.Rounds is < 1 or > 5 || parsed.Seconds < 1 || parsed.Concurrency < 1)
            error = Usage;
        else if (parsed.Parts.FirstOrDefault(part => !AllParts.Contains(part)) is { } other)
            error = $"The part '{other}' is not defined. Available: {string.Join(", ", AllParts)}.";
        else if (parsed.Scenarios.FirstOrDefault(name => !Scenario.All.Any(scenario => scenario.Name == name)) is { } unknown)
            error = $"The scenario '{unknown}' is not defined. Available: {string.Join(", ", Scenario.All.Select(scenario => scenario.Name))}.";
        else if (!File.Exists(parsed.Dashboard))
            error = $"There is no '{parsed.Dashboard}'. Build it with 'dotnet build -c Release EdgeProxy.Dashboard', or name it with --dashboard.";
        if (error is not null)
            return false;
        options = parsed;
        return true;
    }

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
