using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace EdgeProxy.Hosting.Edge;

/// <summary>The admin port's commands as commands of the resource, in the dashboard and in the <c>aspire</c> CLI.</summary>
internal static class AdminCommands
{
    private const string LevelArgument = "level";

    private static readonly string[] Levels = ["trace", "debug", "info", "warning", "error", "critical", "off"];

    public static IResourceBuilder<ProjectResource> WithAdminCommands(this IResourceBuilder<ProjectResource> edge) => edge
        .WithAdminCommand("/healthcheck/fail", "healthcheck-fail", "Fail health check", new HttpCommandOptions
        {
            Description = "Answers /ready with 503, and asks clients to close their connections. The edge goes on serving.",
            IconName = "HeartBroken",
        })
        .WithAdminCommand("/healthcheck/ok", "healthcheck-ok", "Restore health check", new HttpCommandOptions
        {
            Description = "Takes a failed health check back.",
            IconName = "HeartPulse",
        })
        .WithAdminCommand("/drain_listeners", "drain", "Drain", new HttpCommandOptions
        {
            Description = "Answers /ready with 503 and asks clients to go elsewhere: each answer ends its connection. It goes on serving those that come; restart the resource to end the drain.",
            ConfirmationMessage = "Until it is restarted, the edge ends each connection after its answer, and is not ready. Drain it?",
            IconName = "ArrowExit",
        })
        .WithAdminCommand("/logging", "log-level", "Set log level", new HttpCommandOptions
        {
            Description = "Changes the lowest level that the gateway logs, until it is restarted.",
            IconName = "TextBulletListSquareEdit",
            Arguments =
            [
                new InteractionInput
                {
                    Name = LevelArgument,
                    Label = "Level",
                    InputType = InputType.Choice,
                    Required = true,
                    Value = "info",
                    Options = [.. Levels.Select(level => KeyValuePair.Create(level, level))],
                },
            ],
            PrepareRequest = context =>
            {
                var level = context.Arguments.GetString(LevelArgument);
                context.Request.RequestUri = new Uri(context.Request.RequestUri!, $"/logging?level={Uri.EscapeDataString(level ?? "")}");
                return Task.CompletedTask;
            },
        });

    private static IResourceBuilder<ProjectResource> WithAdminCommand(
        this IResourceBuilder<ProjectResource> edge, string path, string name, string displayName, HttpCommandOptions options)
    {
        options.Method = HttpMethod.Post;
        options.IconVariant = IconVariant.Regular;
        options.GetCommandResult = ReadResultAsync;
        return edge.WithHttpCommand(path, displayName, EdgeProxyBuilderExtensions.AdminEndpointName, name, options);
    }

    /// <summary>The admin port says in its body what it did, or what was wrong.</summary>
    private static async Task<ExecuteCommandResult> ReadResultAsync(HttpCommandResultContext context)
    {
        var text = (await context.Response.Content.ReadAsStringAsync(context.CancellationToken)).Trim();
        return context.Response.IsSuccessStatusCode
            ? CommandResults.Success(text)
            : CommandResults.Failure($"The admin port answered {(int)context.Response.StatusCode}: {text}");
    }
}
