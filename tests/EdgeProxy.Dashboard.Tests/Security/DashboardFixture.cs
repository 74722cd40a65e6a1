using EdgeProxy.Dashboard.Tests.Browser;

namespace EdgeProxy.Dashboard.Tests.Security;

/// <summary>One program for the tests of a class.</summary>
public sealed class DashboardFixture : IAsyncLifetime
{
    private DashboardProcess? _dashboard;

    internal DashboardProcess Dashboard => _dashboard ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync() => _dashboard = await DashboardProcess.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_dashboard is not null)
            await _dashboard.DisposeAsync();
    }
}
