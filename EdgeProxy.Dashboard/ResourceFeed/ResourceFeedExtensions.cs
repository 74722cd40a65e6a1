using EdgeProxy.Dashboard.ResourceFeed.Contract;
using Microsoft.Extensions.Options;

namespace EdgeProxy.Dashboard.ResourceFeed;

/// <summary>The room that hears from the engine.</summary>
internal static class ResourceFeedExtensions
{
    /// <summary>Adds the stores of resources and console lines, and the way of commands.</summary>
    public static WebApplicationBuilder AddResourceFeed(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ResourceFeedOptions>()
            .Configure<IConfiguration>((options, configuration) =>
            {
                var section = configuration.GetSection(ResourceFeedOptions.Section);
                options.ApiKey = section[nameof(ResourceFeedOptions.ApiKey)];
                options.MaxConsoleLines = section.GetValue(nameof(ResourceFeedOptions.MaxConsoleLines), options.MaxConsoleLines);
            })
            .ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<ResourceFeedOptions>, ResourceFeedOptionsValidator>();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<ResourceStore>();
        builder.Services.AddSingleton<ConsoleLogStore>();
        builder.Services.AddSingleton<ResourceCommands>();
        builder.Services.AddSingleton<ResourceFeedReceiver>();
        builder.Services.AddSingleton<ResourceFeedEndpoints>();
        return builder;
    }

    /// <summary>Maps both ends. They have a key of their own, so the login and antiforgery of pages do not apply.</summary>
    public static WebApplication MapResourceFeed(this WebApplication app)
    {
        var endpoints = app.Services.GetRequiredService<ResourceFeedEndpoints>();
        app.MapPost(ResourceFeedProtocol.FeedPath, endpoints.ReceiveAsync).AllowAnonymous().DisableAntiforgery();
        app.MapGet(ResourceFeedProtocol.CommandsPath, endpoints.SendCommandsAsync).AllowAnonymous();
        return app;
    }
}
