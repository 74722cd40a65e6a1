using EdgeProxy.Dashboard.Otlp.Grpc;
using EdgeProxy.Dashboard.Otlp.Http;
using EdgeProxy.Dashboard.Otlp.Listening;
using Grpc.AspNetCore.Server;
using Grpc.AspNetCore.Server.Model;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace EdgeProxy.Dashboard.Otlp;

/// <summary>Adds the OTLP receiver: gRPC and HTTP.</summary>
internal static class OtlpExtensions
{
    private const string CorsPolicy = "otlp";

    /// <summary>Adds what receives OTLP; <see cref="Telemetry.TelemetryServiceCollectionExtensions.AddTelemetry"/> adds what stores it.</summary>
    public static IServiceCollection AddOtlp(this IServiceCollection services)
    {
        services.AddSingleton<OtlpAddresses>();
        services.AddSingleton<IConfigureOptions<KestrelServerOptions>, OtlpListeners>();
        services.AddOptions<OtlpOptions>().BindConfiguration(OtlpOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<OtlpOptions>, OtlpOptionsValidator>();
        services.AddSingleton<OtlpApiKeys>();
        services.AddSingleton<OtlpAdmission>();
        services.AddSingleton<OtlpReceiver>();

        services.AddSingleton<OtlpGrpcService>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IServiceMethodProvider<OtlpGrpcService>, OtlpMethodProvider>());
        services.AddGrpc();
        services.AddOptions<GrpcServiceOptions>().Configure<OtlpAdmission>((grpc, admission) =>
        {
            grpc.MaxReceiveMessageSize = admission.MaxRequestBytes;
            grpc.CompressionProviders = [new LimitedGzipProvider(admission)];
            // The gate answers for methods that OTLP does not have, on its own listener alone.
            grpc.IgnoreUnknownServices = true;
        });

        services.AddSingleton<OtlpBodyReader>();
        services.AddSingleton<OtlpHttpEndpoint>();
        services.AddCors();
        services.AddOptions<CorsOptions>().Configure<IOptions<OtlpOptions>>((cors, otlp) => cors.AddPolicy(CorsPolicy, policy => policy
            .WithOrigins(otlp.Value.Cors.Origins)
            .WithHeaders(["content-type", "content-encoding", OtlpApiKeys.Header, .. otlp.Value.Cors.Headers])
            .WithMethods(HttpMethods.Post)));
        return services;
    }

    /// <summary>
    /// Maps OTLP on its two ports. Comes right after routing: what came through them goes no further, and meets nothing that is meant for pages.
    /// </summary>
    public static WebApplication MapOtlp(this WebApplication app)
    {
        app.MapWhen(context => context.Features.Get<OtlpConnection>() is not null, otlp =>
        {
            otlp.UseCors(CorsPolicy);
            otlp.UseMiddleware<OtlpGate>();
            otlp.Run(context => context.GetEndpoint()!.RequestDelegate!(context));
        });
        app.Use((context, next) =>
        {
            if (context.GetEndpoint()?.Metadata.GetMetadata<OtlpOnly>() is null)
                return next(context);
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
        app.MapGrpcService<OtlpGrpcService>().WithMetadata(new OtlpOnly(OtlpProtocol.Grpc)).AllowAnonymous();
        foreach (var signal in OtlpSignal.All)
        {
            app.Map(signal.HttpPath, context => context.RequestServices.GetRequiredService<OtlpHttpEndpoint>().HandleAsync(context, signal))
                .WithMetadata(new OtlpOnly(OtlpProtocol.Http))
                .AllowAnonymous();
        }

        return app;
    }
}
