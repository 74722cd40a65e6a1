using Bunit;
using EdgeProxy.Dashboard.Components;

namespace EdgeProxy.Dashboard.Tests.Components;

public sealed class StateLabelTests : IDisposable
{
    private readonly PageContext _context = new();

    [Theory]
    [InlineData("Running", "Healthy", null, "ok-text", "Running")]
    [InlineData("Running", "Unhealthy", null, "error-text", "Running(Unhealthy)")]
    [InlineData("FailedToStart", null, null, "error-text", "Failed to start")]
    [InlineData("Exited", null, 3, "error-text", "Exited(3)")]
    [InlineData("Finished", null, 0, "muted", "Finished(0)")]
    [InlineData("Starting", null, null, "warn-text", "Starting")]
    [InlineData("SomethingNew", null, null, "muted", "Something new")]
    public void SaysTheStateInWordsAndInASymbol(string state, string? health, int? exitCode, string style, string text)
    {
        var label = _context.Render<StateLabel>(parameters => parameters
            .Add(component => component.State, state).Add(component => component.Health, health).Add(component => component.ExitCode, exitCode));

        Assert.Contains(style, label.Find(".state").ClassList);
        Assert.Equal(text, label.Find(".state").TextContent);
        Assert.NotNull(label.Find("svg"));
    }

    public void Dispose() => _context.Dispose();
}
