using Microsoft.Extensions.Logging;

namespace EdgeProxy.Hosting.Logs;

internal sealed class ConsoleOutputLoggerProvider(ConsoleOutput output) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new ConsoleOutputLogger(output, categoryName);

    public void Dispose()
    {
        // The output belongs to the run, which ends it last.
    }
}
