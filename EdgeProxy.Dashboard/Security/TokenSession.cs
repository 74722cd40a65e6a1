using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace EdgeProxy.Dashboard.Security;

/// <summary>Turns the right token into a cookie.</summary>
internal sealed class TokenSession(BrowserToken token)
{
    /// <summary>Logs the browser in.</summary>
    /// <returns>False for a wrong token: nothing was done.</returns>
    public async Task<bool> TryBeginAsync(HttpContext context, string? givenToken)
    {
        if (!token.Matches(givenToken))
            return false;
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, "person at this machine")], CookieAuthenticationDefaults.AuthenticationScheme);
        await context.SignInAsync(new ClaimsPrincipal(identity), new AuthenticationProperties { IsPersistent = true });
        return true;
    }

    /// <summary>Where to go after the login: a path of this program, never another site.</summary>
    public static string SafeReturnPath(string? returnUrl) =>
        returnUrl is ['/', ..] and not ['/', '/' or '\\', ..] ? returnUrl : "/";
}
