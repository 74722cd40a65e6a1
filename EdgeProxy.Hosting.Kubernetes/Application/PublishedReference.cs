namespace EdgeProxy.Hosting.Kubernetes.Application;

/// <summary>A workload that another one calls.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Host">Where it is: its Service's name.</param>
/// <param name="Scheme">The scheme of its endpoint.</param>
/// <param name="EndpointName">The endpoint's name.</param>
/// <param name="Port">The port of its Service.</param>
internal sealed record PublishedReference(string Name, string Host, string Scheme, string EndpointName, int Port)
{
    /// <summary>The workload that it is, for an edge, which can resolve each of its pods; null where its Service's address is all there is.</summary>
    public PublishedWorkload? Pods { get; init; }

    /// <summary>The variable of service discovery that has its address.</summary>
    public string DiscoveryVariable => $"services__{Name}__{EndpointName}__0";

    /// <summary>Its address.</summary>
    public string Address => AddressOf(Host);

    /// <summary>The address of <paramref name="host"/>.</summary>
    public string AddressOf(string host) => $"{Scheme}://{host}:{Port}";

    /// <summary>A name as Aspire writes it in environment variables: <c>ping-svc</c> becomes <c>PING_SVC</c>.</summary>
    public static string VariableName(string name) =>
        string.Concat(name.Select(character => char.IsAsciiLetterOrDigit(character) ? char.ToUpperInvariant(character) : '_'));
}
