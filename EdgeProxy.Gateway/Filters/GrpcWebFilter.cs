namespace EdgeProxy.Gateway.Filters;

/// <summary>Browsers' gRPC-Web calls (Envoy, "gRPC-Web").</summary>
internal sealed class GrpcWebFilter : HttpFilter
{
    public override ValueTask<FilterReply?> OnRequestAsync(FilterContext context)
    {
        if (GrpcWebExchange.TryStart(context.Http) is { } call)
        {
            context.HidesTrailers = true;
            context.OnResponseBody(call.Wrap);
        }

        return default;
    }
}
