using Microsoft.Extensions.Options;

namespace EdgeProxy.Dashboard.Otlp;

/// <summary>Refuses settings that make no sense, naming each key with its allowed values.</summary>
internal sealed class OtlpOptionsValidator : IValidateOptions<OtlpOptions>
{
    private const int KiB = 1024;
    private const int GiB = 1024 * 1024 * 1024;

    public ValidateOptionsResult Validate(string? name, OtlpOptions options)
    {
        var errors = new List<string>();
        if (options.AuthMode == OtlpAuthMode.ApiKey && string.IsNullOrEmpty(options.PrimaryApiKey))
            errors.Add($"{OtlpOptions.Section}:PrimaryApiKey is not set, and {OtlpOptions.Section}:AuthMode 'ApiKey' needs it. Set it, or set AuthMode to 'Unsecured'.");
        if (options.AuthMode is { } mode && !Enum.IsDefined(mode))
            errors.Add($"{OtlpOptions.Section}:AuthMode is '{mode}'. Allowed: ApiKey, Unsecured.");
        if (options.MaxRequestBytes is < KiB or > GiB)
            errors.Add($"{OtlpOptions.Section}:MaxRequestBytes is {options.MaxRequestBytes}. Allowed: {KiB} to {GiB}.");
        if (options.MaxBytesInFlight < options.MaxRequestBytes)
            errors.Add($"{OtlpOptions.Section}:MaxBytesInFlight is {options.MaxBytesInFlight}. Allowed: at least MaxRequestBytes, {options.MaxRequestBytes}.");
        if (options.RetryAfterSeconds is < 1 or > 3600)
            errors.Add($"{OtlpOptions.Section}:RetryAfterSeconds is {options.RetryAfterSeconds}. Allowed: 1 to 3600.");
        foreach (var origin in options.Cors.Origins.Where(origin => !IsOrigin(origin)))
            errors.Add($"{OtlpOptions.Section}:Cors:AllowedOrigins has '{origin}'. Allowed: origins by name, such as 'http://localhost:5173'.");
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static bool IsOrigin(string origin) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)
        && uri.GetLeftPart(UriPartial.Authority).Equals(origin, StringComparison.OrdinalIgnoreCase)
        && !origin.Contains('*');
}
