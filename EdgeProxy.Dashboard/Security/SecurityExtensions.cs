using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace EdgeProxy.Dashboard.Security;

/// <summary>The room that decides who may see the pages.</summary>
internal static class SecurityExtensions
{
    /// <summary>The policy of every page but the login.</summary>
    public const string PagePolicy = "page";

    /// <summary>Adds the token, the cookie and the policy of pages.</summary>
    public static WebApplicationBuilder AddFrontendSecurity(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<FrontendOptions>().Configure<IConfiguration>(Bind).ValidateOnStart();
        services.AddSingleton<IValidateOptions<FrontendOptions>, FrontendOptionsValidator>();
        services.AddSingleton<BrowserToken>();
        services.AddHostedService<LoginAnnouncement>();
        services.AddDataProtection().SetApplicationName("EdgeProxy.Dashboard");
        // Where its keys lie, and each address twice, is nothing that a person at the console can use: LoginAnnouncement says the rest.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Warning).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.Cookie.Name = "edgeproxy-antiforgery";
            antiforgery.Cookie.SameSite = SameSiteMode.Strict;
            antiforgery.Cookie.HttpOnly = true;
        });
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
        services.AddOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme)
            .Configure<IOptions<FrontendOptions>>((cookie, frontend) =>
            {
                cookie.Cookie.Name = "edgeproxy-dashboard";
                cookie.Cookie.SameSite = SameSiteMode.Strict;
                cookie.Cookie.HttpOnly = true;
                cookie.ExpireTimeSpan = frontend.Value.CookieLifetime;
                cookie.SlidingExpiration = true;
                cookie.LoginPath = "/login";
                cookie.ReturnUrlParameter = "returnUrl";
            });
        services.AddAuthorizationBuilder().AddPolicy(PagePolicy, policy => policy.AddRequirements(new PageRequirement()));
        services.AddSingleton<IAuthorizationHandler, PageRequirementHandler>();
        return builder;
    }

    /// <summary>Host header, headers of answers, and who somebody is; what each endpoint asks of them comes after routing.</summary>
    public static WebApplication UseFrontendSecurity(this WebApplication app)
    {
        app.Use(LoopbackHost.RequireAsync);
        app.Use(SecurityHeaders.AddAsync);
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        return app;
    }

    private static void Bind(FrontendOptions options, IConfiguration configuration)
    {
        var section = configuration.GetSection(FrontendOptions.Section);
        options.BrowserToken = section[nameof(FrontendOptions.BrowserToken)] ?? configuration["ASPIRE_DASHBOARD_FRONTEND_BROWSERTOKEN"];
        options.AllowAnonymous = section.GetValue<bool?>(nameof(FrontendOptions.AllowAnonymous))
            ?? configuration.GetValue("ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS", false);
        options.CookieLifetime = section.GetValue(nameof(FrontendOptions.CookieLifetime), options.CookieLifetime);
    }
}
