using Microsoft.AspNetCore.Authorization;

namespace EdgeProxy.Dashboard.Security;

/// <summary>Somebody who brought the token, or anybody where the setting says so.</summary>
internal sealed class PageRequirement : IAuthorizationRequirement;
