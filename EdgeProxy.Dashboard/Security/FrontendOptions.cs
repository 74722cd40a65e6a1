namespace EdgeProxy.Dashboard.Security;

/// <summary>Section <c>Dashboard:Frontend</c>: who may see the pages.</summary>
internal sealed class FrontendOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Dashboard:Frontend";

    /// <summary>The token of the login, <c>ASPIRE_DASHBOARD_FRONTEND_BROWSERTOKEN</c> too. A new one at each start when empty.</summary>
    public string? BrowserToken { get; set; }

    /// <summary>Lets everybody in who reaches the address, <c>ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS</c> too. Default false.</summary>
    public bool AllowAnonymous { get; set; }

    /// <summary>How long a browser stays logged in. Default 3 days, as in Aspire.</summary>
    public TimeSpan CookieLifetime { get; set; } = TimeSpan.FromDays(3);
}
