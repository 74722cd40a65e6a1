using EdgeProxy.Hosting.Launching;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace EdgeProxy.Hosting.Tests.Launching;

public sealed class DirectLaunchTests
{
    [Fact]
    public async Task BeforeStart_BuiltProject_StartsItsProgramInTheProjectFolder()
    {
        var executable = Assert.Single((await PreparedAsync()).Annotations.OfType<ExecutableAnnotation>());

        Assert.Equal(Path.Combine(TestKit.Repository.OutputOf("tests/EdgeProxy.Scenarios.Service"), "EdgeProxy.Scenarios.Service"), executable.Command);
        Assert.Equal(Path.Combine(TestKit.Repository.Root, "tests", "EdgeProxy.Scenarios.Service"), executable.WorkingDirectory);
    }

    [Theory]
    [InlineData("DOTNET_WATCH", "1")]
    [InlineData("DOTNET_WATCH", "true")]
    [InlineData("DEBUG_SESSION_PORT", "localhost:12345")]
    public async Task BeforeStart_StartedByTooling_LeavesTheProjectToIt(string variable, string value) =>
        Assert.Empty((await PreparedAsync((variable, value))).Annotations.OfType<ExecutableAnnotation>());

    [Theory]
    [InlineData("DOTNET_WATCH", "0")]
    [InlineData("DEBUG_SESSION_PORT", "")]
    public async Task BeforeStart_VariableOfToolingIsOff_StartsTheProgram(string variable, string value) =>
        Assert.Single((await PreparedAsync((variable, value))).Annotations.OfType<ExecutableAnnotation>());

    [Fact]
    public async Task BeforeStart_ProjectWithItsOwnExecutable_KeepsIt()
    {
        var own = new ExecutableAnnotation { Command = "own", WorkingDirectory = "/" };

        Assert.Same(own, Assert.Single((await PreparedAsync(project => project.Annotations.Add(own))).Annotations.OfType<ExecutableAnnotation>()));
    }

    private static Task<ProjectResource> PreparedAsync(params (string Key, string Value)[] settings) => PreparedAsync(_ => { }, settings);

    private static async Task<ProjectResource> PreparedAsync(Action<ProjectResource> change, params (string Key, string Value)[] settings)
    {
        var appHost = typeof(Projects.EdgeProxy_Scenarios_Service).Assembly;
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { AssemblyName = appHost.FullName, DisableDashboard = true });
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        var project = builder.AddProject<Projects.EdgeProxy_Scenarios_Service>("service").Resource;
        change(project);
        await using var app = builder.Build();
        var model = app.Services.GetRequiredService<DistributedApplicationModel>();
        var subscriber = new DirectLaunchSubscriber(model, new ProjectOutputs(appHost), builder.Configuration);
        await subscriber.SubscribeAsync(builder.Eventing, builder.ExecutionContext, TestContext.Current.CancellationToken);
        await builder.Eventing.PublishAsync(new BeforeStartEvent(app.Services, model), TestContext.Current.CancellationToken);
        return project;
    }
}
