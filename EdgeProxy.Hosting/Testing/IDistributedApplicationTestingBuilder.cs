namespace EdgeProxy.Hosting.Testing;


/// <summary>The builder of an AppHost under test: change the model, then build.</summary>
public interface IDistributedApplicationTestingBuilder : IDistributedApplicationBuilder, IAsyncDisposable, IDisposable
{
    /// <summary>Lets the AppHost finish and closes the model.</summary>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The application, not started.</returns>
    /// <exception cref="DistributedApplicationException">The AppHost ended without running its application.</exception>
    Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default);
}
