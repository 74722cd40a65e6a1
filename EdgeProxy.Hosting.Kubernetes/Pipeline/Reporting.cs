using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace EdgeProxy.Hosting.Kubernetes.Pipeline;

/// <summary>Reports the parts of a step as Aspire's tasks.</summary>
internal static partial class Reporting
{
    // Set by the Aspire CLI, which shows steps, tasks and the summary itself.
    private const string CliKey = "ASPIRE_BACKCHANNEL_PATH";

    /// <summary>Whether the Aspire CLI runs the pipeline.</summary>
    public static bool IsRunByCli(this IConfiguration configuration) => configuration[CliKey] is not null;

    /// <summary>Adds a line to the summary, which only the CLI prints: without the CLI the line is logged.</summary>
    public static void Report(this PipelineStepContext context, string key, string value)
    {
        context.Summary.Add(key, value);
        if (!context.Services.GetRequiredService<IConfiguration>().IsRunByCli())
            LogSummary(context.Logger, key, value);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Key}: {Value}")]
    private static partial void LogSummary(ILogger logger, string key, string value);

    /// <summary>Runs <paramref name="action"/> as a task of the step; what it returns completes the task.</summary>
    public static async Task RunTaskAsync(this PipelineStepContext context, string status, Func<Task<string>> action)
    {
        var task = await context.ReportingStep.CreateTaskAsync(status, context.CancellationToken);
        await using (task)
        {
            try
            {
                await task.SucceedAsync(await action(), context.CancellationToken);
            }
            catch (Exception exception)
            {
                await task.FailAsync(exception.Message, CancellationToken.None);
                throw;
            }
        }
    }
}
