using EdgeProxy.Dashboard.Components;
using EdgeProxy.Dashboard.Listening;
using EdgeProxy.Dashboard.Presentation;
using EdgeProxy.Dashboard.Security;

namespace EdgeProxy.Dashboard.Layout;

/// <summary>The room of the pages.</summary>
internal static class FrontendExtensions
{
    private const int LargestMessage = 256 * 1024;

    /// <summary>Adds the pages and what they share.</summary>
    public static WebApplicationBuilder AddFrontend(this WebApplicationBuilder builder)
    {
        // Run from its build output, the program finds css and scripts where the build's manifest says.
        builder.WebHost.UseStaticWebAssets();
        var services = builder.Services;
        services.AddRazorComponents()
            .AddInteractiveServerComponents(circuits => circuits.DisconnectedCircuitMaxRetained = 8)
            .AddHubOptions(hub => hub.MaximumReceiveMessageSize = LargestMessage);
        services.AddSingleton<ResourceColors>();
        services.AddSingleton<UnseenErrors>();
        services.AddSingleton<TokenSession>();
        return builder;
    }

    /// <summary>Shows a browser a page where an address leads nowhere. Before the routing, which then runs a second time.</summary>
    public static WebApplication UseNotFoundPage(this WebApplication app)
    {
        app.UseWhen(AsksForPage, pages => pages.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true));
        return app;

        static bool AsksForPage(HttpContext context) =>
            context.Features.Get<FrontendConnection>() is not null && HttpMethods.IsGet(context.Request.Method)
            && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);
    }

    /// <summary>Maps pages and their files.</summary>
    public static WebApplication MapFrontend(this WebApplication app)
    {
        app.MapStaticAssets().WithMetadata(FrontendOnly.Instance);
        app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(mode => mode.ContentSecurityFrameAncestorsPolicy = "'none'")
            .RequireAuthorization(SecurityExtensions.PagePolicy)
            .WithMetadata(FrontendOnly.Instance);
        return app;
    }
}
