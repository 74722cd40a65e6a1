using System.Threading.Channels;
using EdgeProxy.Dashboard.ResourceFeed.Contract;

namespace EdgeProxy.Hosting.Logs;


/// <summary>
/// The one way of every line: into the log of its source, and to the console with the source in front, in a colour of its own on a terminal.
/// A terminal that stands still must not hold up the processes: what does not fit in the queue is left out there, and counted.
/// </summary>
internal sealed class ConsoleOutput : IAsyncDisposable
{
    private const int QueueLength = 10_000;

    private readonly Channel<string> _queue;
    private readonly Task _writing;
    private readonly ConsoleLogStore _logs;
    private readonly SecretStore _secrets;
    private readonly TextWriter _output;
    private readonly bool _useColor;
    private readonly SourceColors _colors = new();
    private int _width;
    private long _dropped;

    public ConsoleOutput(AppHostContext context, ConsoleLogStore logs, SecretStore secrets)
    {
        _logs = logs;
        _secrets = secrets;
        _output = context.Output;
        _useColor = context.UseColor;
        _queue = Channel.CreateBounded<string>(
            new BoundedChannelOptions(QueueLength) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true },
            _ => Interlocked.Increment(ref _dropped));
        _writing = WriteAsync();
    }

    /// <summary>Makes room for the longest source, so that the lines stand in columns.</summary>
    public void Align(IEnumerable<string> sources) => _width = sources.Select(source => source.Length).DefaultIfEmpty(0).Max();

    /// <summary>Writes a line of the application itself.</summary>
    public void WriteLine(string text)
    {
        text = _secrets.Hide(text);
        _logs.For(ConsoleLogStore.AppHost).Add(text, ConsoleStream.System);
        WriteToConsole(text);
    }

    /// <summary>Writes a line for the person at the console alone: nothing keeps it.</summary>
    public void WriteToConsole(string text) => _queue.Writer.TryWrite(_secrets.Hide(text));

    /// <summary>Writes a line of a source.</summary>
    public void WriteLine(string source, ConsoleStream stream, string text)
    {
        text = _secrets.Hide(text);
        _logs.For(source).Add(text, stream);
        var name = source.PadRight(_width);
        var mark = stream == ConsoleStream.System ? "-- " : "";
        WriteToConsole(_useColor
            ? $"{_colors.For(source)}{name} |{AnsiText.Reset} {mark}{text}{AnsiText.Reset}"
            : $"{name} | {mark}{AnsiText.Strip(text)}");
    }

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _writing;
    }

    private async Task WriteAsync()
    {
        await foreach (var line in _queue.Reader.ReadAllAsync())
        {
            await _output.WriteLineAsync(line);
            if (_queue.Reader.Count > 0)
                continue;
            if (Interlocked.Exchange(ref _dropped, 0) is > 0 and var dropped)
                await _output.WriteLineAsync($"({dropped} lines were left out: the terminal did not keep up)");
            await _output.FlushAsync();
        }
    }
}
