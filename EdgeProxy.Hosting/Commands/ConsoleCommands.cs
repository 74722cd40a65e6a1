using EdgeProxy.Dashboard.ResourceFeed.Contract;
using EdgeProxy.Hosting.CommandLine;
using EdgeProxy.Hosting.Logs;

namespace EdgeProxy.Hosting.Commands;

/// <summary>Does what a person types at the AppHost's terminal: a command and a resource, such as <c>rebuild ping-svc</c>.</summary>
internal sealed class ConsoleCommands : IAsyncDisposable
{
    public const string Hint = "Type 'rebuild NAME' to build a project and restart it under way, 'help' for more.";

    private const string Help = """
          rebuild NAME   (r)   build the project, then restart its replicas one after another
          restart NAME         stop and start it
          stop NAME            stop it, and keep it stopped
          start NAME           start it again
          help           (h)   this text; Ctrl+C stops everything
        """;

    private static readonly Dictionary<string, ResourceCommandName> Verbs = new(StringComparer.OrdinalIgnoreCase)
    {
        ["rebuild"] = ResourceCommandName.Rebuild,
        ["r"] = ResourceCommandName.Rebuild,
        ["restart"] = ResourceCommandName.Restart,
        ["stop"] = ResourceCommandName.Stop,
        ["start"] = ResourceCommandName.Start,
    };

    private readonly CancellationTokenSource _stop = new();
    private readonly ResourceControl _control;
    private readonly ConsoleOutput _output;
    private readonly Task _running;

    private ConsoleCommands(TerminalLines input, ResourceControl control, ConsoleOutput output)
    {
        _control = control;
        _output = output;
        _running = RunAsync(input, _stop.Token);
    }

    /// <summary>Listens to the terminal until it is disposed.</summary>
    public static ConsoleCommands Start(TerminalLines input, ResourceControl control, ConsoleOutput output) => new(input, control, output);

    /// <summary>Does what one line says.</summary>
    /// <returns>What there is to say about it; null for nothing.</returns>
    public static async Task<string?> CarryOutAsync(string line, ResourceControl control)
    {
        var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
            return null;
        if (words[0] is "help" or "h" or "?")
            return Help;
        if (!Verbs.TryGetValue(words[0], out var verb))
            return $"'{words[0]}' is no command.{Nearest.Hint(words[0], [.. Verbs.Keys, "help"])} Type 'help' for all of them.";
        if (words.Length != 2)
            return $"Type '{words[0]} NAME', where NAME is a resource or one replica of it.";
        var (fault, wasSaid) = await control.AskAsync(words[1], verb);
        return wasSaid ? null : fault;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task RunAsync(TerminalLines input, CancellationToken cancellationToken)
    {
        var underWay = new List<Task>();
        try
        {
            await foreach (var line in input.ReadAsync(cancellationToken))
            {
                underWay.RemoveAll(task => task.IsCompletedSuccessfully);
                underWay.Add(AnswerAsync(line));
            }
        }
        finally
        {
            await Task.WhenAll(underWay);
        }
    }

    private async Task AnswerAsync(string line)
    {
        if (await CarryOutAsync(line, _control) is { } answer)
            _output.WriteToConsole(answer);
    }
}
