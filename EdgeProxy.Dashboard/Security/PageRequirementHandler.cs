using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace EdgeProxy.Dashboard.Security;

/// <summary>Checks <see cref="PageRequirement"/>.</summary>
internal sealed class PageRequirementHandler(IOptions<FrontendOptions> options) : AuthorizationHandler<PageRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, PageRequirement requirement)
    {
        if (options.Value.AllowAnonymous || context.User.Identity?.IsAuthenticated == true)
            context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
