namespace EdgeProxy.Gateway.Filters;

/// <summary>Asks an authorization service.</summary>
internal abstract class AuthorizationClient
{
    /// <summary>The longest answer of a service that is taken.</summary>
    protected const int MostBytes = 1024 * 1024;

    /// <summary>Asks about a request; what goes wrong is <see cref="AuthorizationResult.Error"/>.</summary>
    /// <param name="context">The request.</param>
    /// <param name="body">Its body; null where the service does not see it.</param>
    /// <param name="extensions">What the route says to the service.</param>
    public abstract Task<AuthorizationAnswer> CheckAsync(FilterContext context, BufferedBody? body, IReadOnlyDictionary<string, string> extensions);
}
