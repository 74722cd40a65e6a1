using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Aspire.Hosting.Lifecycle;

namespace EdgeProxy.Hosting.Launching;

/// <summary>
/// Takes the development certificate off projects without an https endpoint. Aspire counts every project as one that serves TLS, and its dashboard then warns on each
/// page that no certificate is trusted, although nothing of the application uses one.
/// </summary>
internal sealed class HttpOnlySubscriber(DistributedApplicationModel model) : IDistributedApplicationEventingSubscriber
{
    public Task SubscribeAsync(IDistributedApplicationEventing eventing, DistributedApplicationExecutionContext executionContext, CancellationToken cancellationToken)
    {
        eventing.Subscribe<BeforeStartEvent>((_, _) =>
        {
            Apply();
            return Task.CompletedTask;
        });
        return Task.CompletedTask;
    }

    private void Apply()
    {
        // ASPIRECERTIFICATES001: what the public WithoutHttpsCertificate adds, whose form may change.
#pragma warning disable ASPIRECERTIFICATES001
        foreach (var project in model.Resources.OfType<ProjectResource>())
        {
            if (!project.HasAnnotationOfType<HttpsCertificateAnnotation>() && project.Annotations.OfType<EndpointAnnotation>().All(endpoint => endpoint.UriScheme != "https"))
                project.Annotations.Add(new HttpsCertificateAnnotation { UseDeveloperCertificate = false });
        }
#pragma warning restore ASPIRECERTIFICATES001
    }
}
