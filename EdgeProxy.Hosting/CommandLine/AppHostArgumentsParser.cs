using Microsoft.Extensions.Logging;

namespace EdgeProxy.Hosting.CommandLine;


/// <summary>Reads <c>--name value</c> and <c>--name=value</c>. It never throws: what is wrong is in <see cref="AppHostArguments.Faults"/>.</summary>
internal static class AppHostArgumentsParser
{
    private const string Operation = "--operation";
    private const string Step = "--step";
    private const string OutputPath = "--output-path";
    private const string EnvironmentName = "--environment";
    private const string LogLevelName = "--log-level";
    private const string Profile = "--profile";
    private const string Isolated = "--isolated";
    private const string Help = "--help";

    private static readonly string[] Names = [Operation, Step, OutputPath, EnvironmentName, LogLevelName, Profile, Isolated, Help];
    private static readonly string[] Operations = ["run", "publish"];
    private static readonly string[] OfAPublish = [Step, OutputPath, Profile];
    private static readonly string[] Steps = ["publish", "deploy", "destroy"];

    public static AppHostArguments Parse(IReadOnlyList<string> args)
    {
        var result = new AppHostArguments();
        var faults = new List<string>();
        var configuration = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        var given = new List<string>();
        for (var index = 0; index < args.Count; index++)
        {
            var (name, value) = Split(args[index]);
            if (name is Help or "-h" or "-?")
            {
                result = result with { Help = true };
                continue;
            }

            if (name == Isolated && value is null)
            {
                result = result with { Isolated = true };
                continue;
            }

            var isSetting = name.StartsWith("--", StringComparison.Ordinal) && name.Contains(':', StringComparison.Ordinal);
            if (!isSetting && (!Names.Contains(name) || name == Isolated))
            {
                faults.Add(Unknown(args[index], name));
                // What follows is most likely its value: one slip of the pen is one fault.
                if (value is null && name.StartsWith("--", StringComparison.Ordinal) && HasValueAt(args, index + 1))
                    index++;
                continue;
            }

            if (value is null && HasValueAt(args, index + 1))
                value = args[++index];
            if (string.IsNullOrEmpty(value) && !isSetting)
                faults.Add($"The argument '{name}' has no value. Write '{name} VALUE' or '{name}=VALUE'.");
            else if (isSetting)
                configuration[name[2..]] = value ?? "";
            else
                result = Apply(result, name, value!, faults);
            given.Add(name);
        }

        // A publish without its first word would run everything instead.
        if (faults.Count == 0 && result.Operation == DistributedApplicationOperation.Run && !given.Contains(Operation) && given.FirstOrDefault(OfAPublish.Contains) is { } orphan)
            faults.Add($"The argument '{orphan}' is of a publish. Write '{Operation} publish' before it.");
        return result with { Configuration = configuration, Faults = faults };
    }

    private static AppHostArguments Apply(AppHostArguments result, string name, string value, List<string> faults)
    {
        switch (name)
        {
            case Operation when Operations.Contains(value):
                var operation = value == "run" ? DistributedApplicationOperation.Run : DistributedApplicationOperation.Publish;
                return result with { Operation = operation };
            case Operation:
                faults.Add(NotOneOf(name, value, Operations));
                return result;
            case Step when Steps.Contains(value):
                return result with { Step = value };
            case Step:
                faults.Add(NotOneOf(name, value, Steps));
                return result;
            case LogLevelName when Enum.TryParse<LogLevel>(value, ignoreCase: true, out var level) && Enum.IsDefined(level):
                return result with { LogLevel = level };
            case LogLevelName:
                faults.Add(NotOneOf(name, value, Enum.GetNames<LogLevel>()));
                return result;
            case OutputPath:
                return result with { OutputPath = value };
            case EnvironmentName:
                return result with { EnvironmentName = value };
            default:
                return result with { Profile = value };
        }
    }

    private static (string Name, string? Value) Split(string argument)
    {
        var equals = argument.IndexOf('=', StringComparison.Ordinal);
        return equals < 0 ? (argument, null) : (argument[..equals], argument[(equals + 1)..]);
    }

    private static bool HasValueAt(IReadOnlyList<string> args, int index) =>
        index < args.Count && !args[index].StartsWith("--", StringComparison.Ordinal);

    private static string Unknown(string argument, string name) =>
        $"The argument '{argument}' is not known.{Nearest.Hint(name, Names)} Configuration is given as '--Section:Key=value'; '--help' lists the arguments.";

    private static string NotOneOf(string name, string value, IEnumerable<string> allowed) =>
        $"The argument '{name}' is '{value}'. Allowed: {string.Join(", ", allowed.Select(one => $"'{one}'"))}.";
}
