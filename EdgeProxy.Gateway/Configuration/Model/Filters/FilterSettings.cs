using System.Text.Json.Serialization;

namespace EdgeProxy.Gateway.Configuration.Model;

/// <summary>The configuration of one HTTP filter (Envoy's <c>typed_config</c>); each filter has a record of its own.</summary>
[JsonDerivedType(typeof(BufferConfig), "buffer")]
[JsonDerivedType(typeof(CompressorConfig), "compressor")]
[JsonDerivedType(typeof(CompressorRouteConfig), "compressor_route")]
[JsonDerivedType(typeof(CorsConfig), "cors")]
[JsonDerivedType(typeof(CsrfConfig), "csrf")]
[JsonDerivedType(typeof(ExtAuthzConfig), "ext_authz")]
[JsonDerivedType(typeof(ExtAuthzRouteConfig), "ext_authz_route")]
[JsonDerivedType(typeof(FaultConfig), "fault")]
[JsonDerivedType(typeof(GrpcWebConfig), "grpc_web")]
[JsonDerivedType(typeof(HeaderMutationConfig), "header_mutation")]
[JsonDerivedType(typeof(HealthCheckFilterConfig), "health_check")]
[JsonDerivedType(typeof(JwtAuthnConfig), "jwt_authn")]
[JsonDerivedType(typeof(JwtRouteConfig), "jwt_authn_route")]
[JsonDerivedType(typeof(LocalRateLimitConfig), "local_ratelimit")]
[JsonDerivedType(typeof(RbacConfig), "rbac")]
public abstract record FilterSettings
{
    /// <summary>What stands for a secret where settings are shown.</summary>
    protected const string Redacted = "[redacted]";

    /// <summary>The settings as they may be shown.</summary>
    public virtual FilterSettings WithoutSecrets() => this;
}
