using EdgeProxy.Dashboard.Listening;
using EdgeProxy.Dashboard.Security;

namespace EdgeProxy.Dashboard.Archive;

/// <summary>The room that takes telemetry out and brings it back.</summary>
internal static class ArchiveExtensions
{
    private const string ExportPath = "/api/telemetry/export";

    /// <summary>Adds the archive.</summary>
    public static WebApplicationBuilder AddArchive(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<TelemetryArchive>();
        return builder;
    }

    /// <summary>Maps the download, for whoever may see the pages.</summary>
    public static WebApplication MapArchive(this WebApplication app)
    {
        var archive = app.Services.GetRequiredService<TelemetryArchive>();
        var clock = app.Services.GetRequiredService<TimeProvider>();
        app.MapGet(ExportPath, async context =>
        {
            context.Response.ContentType = "application/zip";
            context.Response.Headers.ContentDisposition = $"attachment; filename=\"telemetry-{clock.GetLocalNow():yyyyMMdd-HHmmss}.zip\"";
            await archive.ExportAsync(context.Response.Body, context.RequestAborted);
        }).RequireAuthorization(SecurityExtensions.PagePolicy).WithMetadata(FrontendOnly.Instance);
        return app;
    }
}
