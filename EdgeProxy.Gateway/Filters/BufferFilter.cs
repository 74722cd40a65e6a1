using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Filters;

/// <summary>Takes requests whole before they go on, with a length where they had none (Envoy, "Buffer").</summary>
internal sealed class BufferFilter(BufferConfig config) : HttpFilter
{
    public override HttpFilter? ForRoute(IReadOnlyList<FilterSettings> settings) => settings is [.., BufferConfig route] ? new BufferFilter(route) : this;

    public override async ValueTask<FilterReply?> OnRequestAsync(FilterContext context)
    {
        if (!context.HasBody)
            return null;
        if (context.Request.ContentLength > config.MaxBytes)
            return TooLarge();
        var body = await context.BufferBodyAsync(config.MaxBytes);
        if (body.Failure is { } failure)
            return failure;
        if (!body.IsWhole)
            return TooLarge();
        context.Request.ContentLength ??= body.Bytes.Length;
        return null;
    }

    private static FilterReply TooLarge() => new(StatusCodes.Status413PayloadTooLarge, "Payload Too Large");
}
