using Aspire.Hosting;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace EdgeProxy.Hosting.Kubernetes.Pipeline;

/// <summary>What a run of Aspire's pipeline needs to be safe and clear without the Aspire CLI.</summary>
internal static class PipelineDefaults
{
    // They log the exception of a failed step, one after the other.
    private static readonly string[] FailureCategories = ["Aspire.Hosting.Publishing.PipelineExecutor", "Microsoft.Extensions.Hosting.Internal.Host"];

    public static void AddPipelineDefaults(this IDistributedApplicationBuilder builder)
    {
        var services = builder.Services;
        services.TryAddSingleton(new ProcessExit(code => Environment.ExitCode = code));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, PipelineExitCode>());
        // Aspire runs every step where none is named: build, push, deploy and destroy.
        services.PostConfigure<PipelineOptions>(options =>
        {
            if (string.IsNullOrWhiteSpace(options.Step))
                options.Step = WellKnownPipelineSteps.Publish;
        });
        if (builder.Configuration.IsRunByCli())
            return;
        services.Configure<LoggerFilterOptions>(options =>
        {
            foreach (var category in FailureCategories)
                options.AddFilter<ConsoleLoggerProvider>(category, level => level is LogLevel.Information or LogLevel.Warning);
        });
    }
}
