using System.Globalization;

namespace EdgeProxy.Soak;

/// <summary>What the command line asks for.</summary>
internal sealed record SoakOptions
{
    public const string Usage =
        """
        Usage: bench/soak.sh [--minutes 30] [--rate 200] [--warmup 60]
          --minutes   how long, 1 to 1440
          --rate      requests a second, 1 to 5000
          --warmup    seconds that the slopes leave out, 0 to 600
        """;

    public int Minutes { get; init; } = 30;

    public int RequestsPerSecond { get; init; } = 200;

    public int WarmUpSeconds { get; init; } = 60;

    /// <summary>The folder of the repository; the script gives it.</summary>
    public string Repository { get; init; } = Directory.GetCurrentDirectory();

    /// <summary>Reads it; null when something is not understood.</summary>
    public static SoakOptions? Parse(string[] args)
    {
        var options = new SoakOptions();
        for (var i = 0; i + 1 < args.Length; i += 2)
        {
            var isNumber = int.TryParse(args[i + 1], CultureInfo.InvariantCulture, out var number);
            options = args[i] switch
            {
                "--minutes" when isNumber && number is >= 1 and <= 1440 => options with { Minutes = number },
                "--rate" when isNumber && number is >= 1 and <= 5000 => options with { RequestsPerSecond = number },
                "--warmup" when isNumber && number is >= 0 and <= 600 => options with { WarmUpSeconds = number },
                "--repository" => options with { Repository = args[i + 1] },
                _ => null,
            };
            if (options is null)
                return null;
        }

        return args.Length % 2 == 0 ? options : null;
    }
}
