using EdgeProxy.Gateway.Draining;

namespace EdgeProxy.Gateway.Admin;

/// <summary>The admin port.</summary>
internal sealed class AdminEndpoints(ServerState state)
{
    public Task RunAsync(HttpContext context)
    {
        var response = context.Response;
        response.ContentType = "text/plain; charset=UTF-8";
        if (context.Request.Path == "/ready")
        {
            response.StatusCode = state.Phase == ServerPhase.Live ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
            return response.WriteAsync(state.PhaseName + "\n", context.RequestAborted);
        }

        response.StatusCode = StatusCodes.Status404NotFound;
        return response.WriteAsync("invalid path\n", context.RequestAborted);
    }
}
