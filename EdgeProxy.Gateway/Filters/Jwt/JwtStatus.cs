namespace EdgeProxy.Gateway.Filters;

/// <summary>Why a token is refused; the texts are those that Envoy answers with.</summary>
internal sealed record JwtStatus(string Text, int Status = StatusCodes.Status401Unauthorized)
{
    public static JwtStatus Missing { get; } = new("Jwt is missing");

    public static JwtStatus NotYetValid { get; } = new("Jwt not yet valid");

    public static JwtStatus Expired { get; } = new("Jwt is expired");

    public static JwtStatus BadFormat { get; } = new("Jwt is not in the form of Header.Payload.Signature with two dots and 3 sections");

    public static JwtStatus BadHeaderEncoding { get; } = new("Jwt header is an invalid Base64url encoded");

    public static JwtStatus BadHeader { get; } = new("Jwt header is an invalid JSON");

    public static JwtStatus BadAlgorithm { get; } = new("Jwt header [alg] field is required and must be a string");

    public static JwtStatus UnknownAlgorithm { get; } = new("Jwt header [alg] is not supported");

    public static JwtStatus BadKeyId { get; } = new("Jwt header [kid] field is not a string");

    public static JwtStatus BadPayloadEncoding { get; } = new("Jwt payload is an invalid Base64url encoded");

    public static JwtStatus BadPayload { get; } = new("Jwt payload is an invalid JSON");

    public static JwtStatus BadSignatureEncoding { get; } = new("Jwt signature is an invalid Base64url encoded");

    public static JwtStatus UnknownIssuer { get; } = new("Jwt issuer is not configured");

    public static JwtStatus AudienceNotAllowed { get; } = new("Audiences in Jwt are not allowed", StatusCodes.Status403Forbidden);

    public static JwtStatus SubjectNotAllowed { get; } = new("Subject in Jwt is not allowed");

    public static JwtStatus NoExpiration { get; } = new("Jwt must have an expiration time");

    public static JwtStatus LifetimeTooLong { get; } = new("Jwt lifetime is too long");

    public static JwtStatus VerificationFails { get; } = new("Jwt verification fails");

    public static JwtStatus NoMatchingKey { get; } = new("Jwks doesn't have key to match kid or alg from Jwt");

    public static JwtStatus FetchFailed { get; } = new("Jwks remote fetch is failed");

    /// <summary>A claim of another type than it must have.</summary>
    public static JwtStatus ClaimIsNot(string claim, string type) => new($"Jwt payload [{claim}] field is not {type}");
}
