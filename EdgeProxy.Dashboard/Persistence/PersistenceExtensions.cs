using Microsoft.Extensions.Options;

namespace EdgeProxy.Dashboard.Persistence;

/// <summary>The room that keeps telemetry over restarts, when the setting says so.</summary>
internal static class PersistenceExtensions
{
    /// <summary>Adds the journal. It starts before the listeners, so that what is brought back comes before what arrives.</summary>
    public static IServiceCollection AddPersistence(this IServiceCollection services)
    {
        services.AddOptions<PersistenceOptions>().BindConfiguration(PersistenceOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PersistenceOptions>, PersistenceOptionsValidator>();
        services.AddHostedService<TelemetryJournal>();
        return services;
    }
}
