using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Filters;

/// <summary>Makes the filters that a configuration asks for, each kind a row; <c>HttpFilterReaders</c> has how they are read.</summary>
internal static class HttpFilterFactory
{
    public static HttpFilter Create(FilterSettings settings, FilterServices services) => settings switch
    {
        BufferConfig config => new BufferFilter(config),
        CompressorConfig config => new CompressorFilter(config, services),
        CorsConfig => new CorsFilter(services),
        CsrfConfig config => new CsrfFilter(config, services),
        ExtAuthzConfig config => new ExtAuthzFilter(config, services),
        FaultConfig config => new FaultFilter(config, services),
        GrpcWebConfig => new GrpcWebFilter(),
        HeaderMutationConfig config => new HeaderMutationFilter(config),
        HealthCheckFilterConfig config => new HealthCheckFilter(config, services),
        JwtAuthnConfig config => new JwtAuthnFilter(config, services),
        LocalRateLimitConfig config => new LocalRateLimitFilter(config, services),
        RbacConfig config => new RbacFilter(config, services),
        _ => throw new InvalidOperationException($"No filter does what {settings.GetType().Name} asks for."),
    };
}
