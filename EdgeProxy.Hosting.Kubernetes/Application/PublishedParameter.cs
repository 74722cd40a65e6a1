namespace EdgeProxy.Hosting.Kubernetes.Application;

/// <summary>A parameter as Kubernetes gets it: a value of the chart, or a key of the application's Secret.</summary>
/// <param name="Name">Its name, which is the Secret's key.</param>
/// <param name="IsSecret">Whether it is in the Secret.</param>
/// <param name="Value">The value that is published; null for a secret, which no file has.</param>
internal sealed record PublishedParameter(string Name, bool IsSecret, string? Value)
{
    /// <summary>Its key in values.yaml, below <c>parameters</c> or <c>secrets</c>.</summary>
    public string ValuesKey => CamelCase.Of(Name);
}
