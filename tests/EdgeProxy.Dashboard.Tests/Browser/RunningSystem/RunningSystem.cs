namespace EdgeProxy.Dashboard.Tests.Browser.RunningSystem;

/// <summary>The system of this repository, edge, services and dashboard, as <c>dotnet run</c> starts it.</summary>
public sealed class RunningSystem : IAsyncLifetime
{
    private RunningAppHost? _appHost;

    internal RunningAppHost AppHost => _appHost ?? throw new InvalidOperationException("It was not started.");

    public async ValueTask InitializeAsync() => _appHost = await RunningAppHost.StartAsync("EdgeProxy.AppHost");

    public async ValueTask DisposeAsync()
    {
        if (_appHost is not null)
            await _appHost.DisposeAsync();
    }
}
