namespace EdgeProxy.Hosting;

/// <summary>The secrets of the application, so that none of them is shown: not in a line, not in a message.</summary>
internal sealed class SecretStore
{
    /// <summary>What stands in place of a secret.</summary>
    public const string Hidden = "***";

    // A shorter one would take ordinary words apart, and tell more by its gaps than it hides. As a variable's value it is hidden all the same.
    private const int ShortestHidden = 4;

    private readonly Lock _lock = new();
    private string[] _secrets = [];

    /// <summary>Hides a value from now on.</summary>
    public void Add(string secret)
    {
        if (secret.Length < ShortestHidden)
            return;
        lock (_lock)
        {
            // The longest first: one may be a part of another.
            var escaped = Uri.EscapeDataString(secret);
            _secrets = [.. _secrets.Append(secret).Append(escaped).Distinct().OrderByDescending(one => one.Length)];
        }
    }

    /// <summary>The text without any secret.</summary>
    public string Hide(string text)
    {
        foreach (var secret in Volatile.Read(ref _secrets))
            text = text.Replace(secret, Hidden, StringComparison.Ordinal);
        return text;
    }
}
