using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace EdgeProxy.EdgeBench;

/// <summary>What the command line asks for.</summary>
internal sealed record BenchOptions
{
    private const string Usage =
        """
        Usage: bench/edge.sh [--quick | --scale | --start | --allocations] [--contenders NAME,NAME] [--cases NAME,NAME] [--variant LABEL:SETTINGS]
                             [--rounds 3] [--seconds 5] [--warmup 15] [--page FILE]
          --scale        instead of the matrix: 2,000 clusters and 20,000 routes, from their start to the cost of a request
          --start        instead of the matrix: how soon programs are ready, and their memory
          --published    for --start: the folder with PROJECT-r2r and PROJECT-aot (bench/edge.sh --start makes it)
          --allocations  instead of the matrix: what the gateway allocates for a request under load, by type and layer
          --quick        three cases, three seconds each: for comparing two states of the hot path
          --contenders   haproxy, nginx, caddy, gateway, yarp; all by default. haproxy is always there: ratios are to it.
          --cases        some of the matrix
          --variant      LABEL:NAME=VALUE,NAME=VALUE  one more gateway, with these in its environment; PROGRAM=PATH takes another build
          --page         the Markdown file whose measured part is replaced; its picture is written beside it
        """;

    public bool IsQuick { get; init; }

    /// <summary>A large configuration is measured, and no other contender.</summary>
    public bool IsScale { get; init; }

    /// <summary>Starts and memory are measured, and no load.</summary>
    public bool IsStart { get; init; }

    /// <summary>Where other builds of the programs are; null for none.</summary>
    public string? Published { get; init; }

    /// <summary>The allocations of a request are measured, and no other contender.</summary>
    public bool IsAllocations { get; init; }

    public string[] Contenders { get; init; } = ["haproxy", "nginx", "caddy", "gateway", "yarp"];

    public string[] Cases { get; init; } = [];

    public GatewayVariant[] Variants { get; init; } = [];

    public int Rounds { get; init; } = 3;

    /// <summary>How long each contender is under load in each round of a case.</summary>
    public int Seconds { get; init; } = 5;

    /// <summary>How long each contender is under load before anything counts: tiered compilation has to settle.</summary>
    public int WarmUpSeconds { get; init; } = 15;

    public string? Page { get; init; }

    public IReadOnlyList<LoadCase> SelectedCases =>
        Cases.Length > 0 ? [.. LoadCase.All.Where(load => Cases.Contains(load.Key))]
        : IsQuick ? [.. LoadCase.All.Where(load => load.IsQuick)]
        : LoadCase.All;

    public static bool TryParse(string[] args, [NotNullWhen(true)] out BenchOptions? options, [NotNullWhen(false)] out string? error)
    {
        options = new BenchOptions();
        error = null;
        for (var i = 0; i < args.Length; i++)
        {
            if (Flag(options, args[i]) is { } with)
            {
                options = with;
                continue;
            }

            var name = args[i];
            var value = i + 1 < args.Length ? args[++i] : "";
            options = name switch
            {
                "--contenders" => options with { Contenders = [.. value.Split(',').Prepend("haproxy").Distinct()] },
                "--cases" => options with { Cases = value.Split(',') },
                "--variant" => options with { Variants = [.. options.Variants, GatewayVariant.Parse(value)] },
                "--rounds" => options with { Rounds = Number(value) },
                "--seconds" => options with { Seconds = Number(value) },
                "--warmup" => options with { WarmUpSeconds = Number(value) },
                "--published" => options with { Published = Path.GetFullPath(value) },
                "--page" => options with { Page = value },
                _ => options with { Rounds = 0 },
            };
        }

        if (options.Rounds < 1 || options.Seconds < 1 || options.WarmUpSeconds < 1)
            error = Usage;
        else if (options.Cases.FirstOrDefault(key => LoadCase.All.All(load => load.Key != key)) is { } unknown)
            error = $"The case '{unknown}' is not defined. Available: {string.Join(", ", LoadCase.All.Select(load => load.Key))}.";
        else if (options.Contenders.FirstOrDefault(name => !Stage.Names.Contains(name)) is { } stranger)
            error = $"The contender '{stranger}' is not defined. Available: {string.Join(", ", Stage.Names)}.";
        return error is null;
    }

    private static BenchOptions? Flag(BenchOptions options, string name) => name switch
    {
        "--scale" => options with { IsScale = true },
        "--start" => options with { IsStart = true },
        "--allocations" => options with { IsAllocations = true },
        "--quick" => options with { IsQuick = true, Seconds = 3 },
        _ => null,
    };

    private static int Number(string text) => int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
