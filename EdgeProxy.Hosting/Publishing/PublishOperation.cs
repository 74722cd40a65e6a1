using EdgeProxy.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace EdgeProxy.Hosting.Publishing;

/// <summary>Model to Kubernetes objects to text to files.</summary>
internal sealed class PublishOperation(DistributedApplicationModel model, IConfiguration configuration, PublishOptions options, TextWriter output)
{
    /// <summary>Publishes, deploys or destroys.</summary>
    /// <exception cref="DistributedApplicationException">It cannot be done; nothing was half written.</exception>
    public Task RunAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        _ = (model, configuration, output);
        throw new DistributedApplicationException($"The step '{options.Step}' has nothing to publish to yet.");
    }
}
