namespace EdgeProxy.Hosting.ApplicationModel;


/// <summary>A resource is healthy when it answers an HTTP GET with an expected status.</summary>
/// <param name="path">The path, starting with a slash.</param>
/// <param name="statusCode">The expected status.</param>
/// <param name="endpointName">The endpoint that is asked; the first <c>http</c> one when null.</param>
public sealed class HttpHealthCheckAnnotation(string path, int statusCode, string? endpointName) : IResourceAnnotation
{
    /// <summary>The path, starting with a slash.</summary>
    public string Path { get; } = path;

    /// <summary>The expected status.</summary>
    public int StatusCode { get; } = statusCode;

    /// <summary>The endpoint that is asked; the first <c>http</c> one when null.</summary>
    public string? EndpointName { get; } = endpointName;
}
