namespace EdgeProxy.Hosting.Publishing.Application;

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
}
