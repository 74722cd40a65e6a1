namespace EdgeProxy.Hosting.Planning.Values;

/// <summary>Text that was put together out of values.</summary>
/// <param name="Value">The text.</param>
/// <param name="IsSecret">Whether a secret is in it, so that it is shown nowhere.</param>
internal readonly record struct PlannedText(string Value, bool IsSecret)
{
    /// <summary>The text as a person may see it.</summary>
    public string Shown => IsSecret ? SecretStore.Hidden : Value;
}
