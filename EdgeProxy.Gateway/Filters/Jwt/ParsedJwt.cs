using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EdgeProxy.Gateway.Filters;

/// <summary>A token taken apart, not verified yet.</summary>
internal sealed class ParsedJwt
{
    /// <summary>What Envoy verifies and the library does too.</summary>
    private static readonly HashSet<string> Algorithms =
    [
        "ES256", "ES384", "ES512", "HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512",
    ];

    private ParsedJwt(string token, JsonObject header, JsonObject payload)
    {
        Token = token;
        Header = header;
        Payload = payload;
    }

    public string Token { get; }

    public JsonObject Header { get; }

    public JsonObject Payload { get; }

    public string Algorithm { get; private init; } = "";

    public string KeyId { get; private init; } = "";

    public string Issuer { get; private init; } = "";

    public string Subject { get; private init; } = "";

    public IReadOnlyList<string> Audiences { get; private init; } = [];

    /// <summary>In seconds since 1970; null without.</summary>
    public long? Expires { get; private init; }

    public long? NotBefore { get; private init; }

    /// <summary>The payload as it is in the token.</summary>
    public string EncodedPayload => Token.Split('.')[1];

    /// <summary>Takes a token apart.</summary>
    /// <returns>The token, or why it is none.</returns>
    public static (ParsedJwt? Token, JwtStatus? Failure) Parse(string token)
    {
        var parts = token.Split('.');
        if (parts.Length != 3)
            return (null, JwtStatus.BadFormat);
        if (!TryDecode(parts[0], out var headerBytes))
            return (null, JwtStatus.BadHeaderEncoding);
        if (ReadObject(headerBytes) is not { } header)
            return (null, JwtStatus.BadHeader);
        if (Text(header["alg"]) is not { } algorithm)
            return (null, JwtStatus.BadAlgorithm);
        if (!Algorithms.Contains(algorithm))
            return (null, JwtStatus.UnknownAlgorithm);
        if (header.ContainsKey("kid") && Text(header["kid"]) is null)
            return (null, JwtStatus.BadKeyId);
        if (!TryDecode(parts[1], out var payloadBytes))
            return (null, JwtStatus.BadPayloadEncoding);
        if (ReadObject(payloadBytes) is not { } payload)
            return (null, JwtStatus.BadPayload);
        if (Wrong(payload) is { } wrong)
            return (null, wrong);
        if (!TryDecode(parts[2], out _))
            return (null, JwtStatus.BadSignatureEncoding);
        var parsed = new ParsedJwt(token, header, payload)
        {
            Algorithm = algorithm,
            KeyId = Text(header["kid"]) ?? "",
            Issuer = Text(payload["iss"]) ?? "",
            Subject = Text(payload["sub"]) ?? "",
            Audiences = Texts(payload["aud"]) ?? [],
            Expires = Seconds(payload["exp"]),
            NotBefore = Seconds(payload["nbf"]),
        };
        return (parsed, null);
    }

    /// <summary>The value of a claim as a header has it; null where there is none, or none that is a text, a number or a truth value.</summary>
    /// <param name="path">The name; a dot leads into the claim.</param>
    public string? Claim(string path)
    {
        JsonNode? node = Payload;
        foreach (var name in path.Split('.'))
        {
            if (node is not JsonObject inner || !inner.TryGetPropertyValue(name, out node))
                return null;
        }

        return (node as JsonValue)?.ToString();
    }

    private static JwtStatus? Wrong(JsonObject payload)
    {
        foreach (var claim in (string[])["iss", "sub", "jti"])
        {
            if (payload.ContainsKey(claim) && Text(payload[claim]) is null)
                return JwtStatus.ClaimIsNot(claim, "a string");
        }

        foreach (var claim in (string[])["iat", "nbf", "exp"])
        {
            if (payload.ContainsKey(claim) && Seconds(payload[claim]) is null)
                return JwtStatus.ClaimIsNot(claim, "an integer");
        }

        return payload.ContainsKey("aud") && Texts(payload["aud"]) is null ? JwtStatus.ClaimIsNot("aud", "a string or string list") : null;
    }

    private static bool TryDecode(string text, out byte[] bytes)
    {
        bytes = [];
        if (!Base64Url.IsValid(text))
            return false;
        bytes = Base64Url.DecodeFromChars(text);
        return true;
    }

    /// <summary>A name that is given twice would be one claim here and another for the service (RFC 7519, 4): such a token is none.</summary>
    private static JsonObject? ReadObject(byte[] json)
    {
        try
        {
            return JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static long? Seconds(JsonNode? node) => node is not JsonValue value ? null
        : value.TryGetValue<long>(out var whole) ? whole
        : value.TryGetValue<double>(out var number) && number is >= 0 and < long.MaxValue ? (long)number
        : null;

    private static List<string>? Texts(JsonNode? node)
    {
        if (Text(node) is { } one)
            return [one];
        if (node is not JsonArray list)
            return null;
        List<string> texts = [.. list.Select(Text).OfType<string>()];
        return texts.Count == list.Count ? texts : null;
    }
}
