using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace EdgeProxy.Dashboard.Security;

/// <summary>The secret that a person brings from the console to the browser.</summary>
internal sealed class BrowserToken(IOptions<FrontendOptions> options)
{
    private const int RandomBytes = 16;

    /// <summary>The token: the configured one, else 128 random bits in hexadecimal.</summary>
    public string Value { get; } = options.Value.BrowserToken is { Length: > 0 } configured
        ? configured
        : Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(RandomBytes));

    /// <summary>Compares in a time that does not tell how much was right.</summary>
    public bool Matches(string? given) =>
        given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given.Trim()), Encoding.UTF8.GetBytes(Value));
}
