using System.Text;
using System.Threading.Channels;

namespace EdgeProxy.Hosting.Commands;

/// <summary>
/// The lines that a person types at the AppHost's terminal. The terminal itself echoes and edits them. Nothing is read where the input is a
/// pipe or a file, or while the AppHost is in the background: there a read would stop the whole process (SIGTTIN).
/// </summary>
internal sealed class TerminalLines
{
    private const int BufferLength = 4096;
    private const int PollMilliseconds = 250;

    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>(new UnboundedChannelOptions { SingleReader = true });
    private volatile bool _isStopped;

    private TerminalLines()
    {
    }

    /// <summary>The terminal; null where there is none, or <c>dotnet watch</c> has it.</summary>
    public static TerminalLines? Open()
    {
#pragma warning disable RS0030 // The AppHost is the entry point; this is where its console is taken.
        var isTerminal = !Console.IsInputRedirected && !Console.IsOutputRedirected;
#pragma warning restore RS0030
        return isTerminal && Environment.GetEnvironmentVariable("DOTNET_WATCH") is null ? new TerminalLines() : null;
    }

    /// <summary>Reads on a thread of its own until <paramref name="cancellationToken"/>, or the terminal's end (Ctrl+D).</summary>
    public async IAsyncEnumerable<string> ReadAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var registration = cancellationToken.Register(() => _isStopped = true);
        new Thread(Read) { IsBackground = true, Name = "terminal" }.Start();
        await foreach (var line in _lines.Reader.ReadAllAsync(cancellationToken))
            yield return line;
    }

    private void Read()
    {
        if (OperatingSystem.IsWindows())
            ReadWindows();
        else
            ReadPosix();
        _lines.Writer.TryComplete();
    }

    private void ReadWindows()
    {
#pragma warning disable RS0030 // Windows has no poll(2) for a console; the thread ends with the process.
        while (!_isStopped && Console.In.ReadLine() is { } line)
#pragma warning restore RS0030
            _lines.Writer.TryWrite(line);
    }

    private void ReadPosix()
    {
        var buffer = new byte[BufferLength];
        while (!_isStopped)
        {
            var isReadable = NativeTerminal.IsReadable(PollMilliseconds);
            if (!NativeTerminal.IsInForeground())
            {
                // What is typed is for somebody else, who takes it: until then the terminal stays readable.
                if (isReadable)
                    NativeTerminal.Pause(PollMilliseconds);
                continue;
            }

            if (!isReadable)
                continue;
            var length = NativeTerminal.Read(buffer);
            if (length <= 0)
                return;

            // A terminal gives one line at a time.
            foreach (var line in Encoding.UTF8.GetString(buffer, 0, length).Split('\n', StringSplitOptions.RemoveEmptyEntries))
                _lines.Writer.TryWrite(line);
        }
    }
}
