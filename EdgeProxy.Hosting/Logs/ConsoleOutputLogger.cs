using EdgeProxy.Dashboard.ResourceFeed.Contract;
using Microsoft.Extensions.Logging;

namespace EdgeProxy.Hosting.Logs;

/// <summary>The AppHost's own log: to the console and to the dashboard, as the source <c>apphost</c>.</summary>
internal sealed class ConsoleOutputLogger(ConsoleOutput output, string category) : ILogger
{
    private static readonly string[] Names = ["trce", "dbug", "info", "warn", "fail", "crit"];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
            return;
        var stream = logLevel >= LogLevel.Error ? ConsoleStream.Stderr : ConsoleStream.Stdout;
        output.WriteLine(ConsoleLogStore.AppHost, stream, $"{Names[(int)logLevel]}: {category}: {formatter(state, exception)}");
        if (exception is not null)
            output.WriteLine(ConsoleLogStore.AppHost, stream, exception.ToString());
    }
}
