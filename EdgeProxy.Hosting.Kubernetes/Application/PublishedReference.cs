namespace EdgeProxy.Hosting.Kubernetes.Application;

/// <summary>A workload that another one calls.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Host">Where it is: its Service's name.</param>
/// <param name="Scheme">The scheme of its endpoint.</param>
/// <param name="EndpointName">The endpoint's name.</param>
/// <param name="Port">The port of its Service.</param>
internal sealed record PublishedReference(string Name, string Host, string Scheme, string EndpointName, int Port)
{
    /// <summary>Its address.</summary>
    public string Address => $"{Scheme}://{Host}:{Port}";

    /// <summary>A name as Aspire writes it in environment variables: <c>ping-svc</c> becomes <c>PING_SVC</c>.</summary>
    public static string VariableName(string name) =>
        string.Concat(name.Select(character => char.IsAsciiLetterOrDigit(character) ? char.ToUpperInvariant(character) : '_'));
}
