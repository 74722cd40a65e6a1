using System.Net.Sockets;
using EdgeProxy.Hosting.ApplicationModel;
using EdgeProxy.Hosting.Containers;
using EdgeProxy.Hosting.Planning;
using EdgeProxy.Hosting.Ports;

namespace EdgeProxy.Hosting.Tests.Planning.Launches;

/// <summary>Resources of every kind become plans of one shape.</summary>
public sealed class KindsTests
{
    private const string Secret = "s3cret";

    private static readonly ContainerHost Podman = new(new ContainerRuntime(ContainerRuntime.Podman, "/usr/bin/podman"), new ContainerOwner("folder", "1-2"));

    private readonly ParameterResource _secret = new("key", secret: true, "Parameters:key", () => Secret);
    private readonly SecretStore _secrets = new();

    [Fact]
    public void AnExecutableIsToldItsPortAndNothingElse()
    {
        var plan = Assert.Single(Plan(Executable("api")).Resources);

        var process = plan.Replicas[0].Process;
        Assert.Equal("/bin/sh", process.FileName);
        Assert.Equal(["PORT"], process.Environment.Keys);
        Assert.Equal($"{plan.Replicas[0].Endpoints[0].Port}", process.Environment["PORT"]);
        Assert.Equal("Executable", plan.Replicas[0].ResourceType);
    }

    [Fact]
    public void AContainerGetsItsVariablesByNameSoThatNoListOfProcessesShowsThem()
    {
        var container = Container("web");
        container.Annotations.Add(new EnvironmentAnnotation("KEY", ReferenceExpression.Of(_secret)));

        var process = Plan(_secret, container).Resources[0].Replicas[0].Process;

        Assert.Contains("KEY", process.Arguments);
        Assert.DoesNotContain(process.Arguments, argument => argument.Contains(Secret, StringComparison.Ordinal));
        Assert.Equal(Secret, process.Environment["KEY"]);
        Assert.Contains("KEY", process.SecretVariables);
    }

    [Fact]
    public void AContainerIsReachedOnLoopbackAndCallsThisMachineByItsName()
    {
        var (api, container) = (Executable("api"), Container("web"));
        container.Annotations.Add(new EnvironmentAnnotation("API", ReferenceExpression.Of(new EndpointReference(api, "http"))));
        api.Annotations.Add(new EnvironmentAnnotation("WEB", ReferenceExpression.Of(new EndpointReference(container, "http"))));

        var plan = Plan(api, container);

        var (outer, inner) = (plan.Resources[1].Replicas[0].Endpoints[0].Port, plan.Resources[0].Replicas[0].Endpoints[0].Port);
        Assert.Contains($"127.0.0.1:{outer}:8080", plan.Resources[1].Replicas[0].Process.Arguments);
        Assert.Equal($"http://localhost:{outer}", plan.Resources[0].Replicas[0].Process.Environment["WEB"]);
        Assert.Equal($"http://host.containers.internal:{inner}", plan.Resources[1].Replicas[0].Process.Environment["API"]);
    }

    [Fact]
    public void AContainerOnTheHostsNetworkHasNoPortsOfItsOwn()
    {
        var container = Container("web");
        container.Annotations.Add(new ContainerRuntimeArgsAnnotation(["--network=host"]));

        var replica = Plan(container).Resources[0].Replicas[0];

        Assert.DoesNotContain("--publish", replica.Process.Arguments);
        Assert.Equal(replica.Endpoints[0].Port, replica.Endpoints[0].TargetPort);
    }

    [Fact]
    public void ASecretInAnArgumentIsNotShown()
    {
        var api = Executable("api");
        api.Annotations.Add(new CommandLineArgsAnnotation([ReferenceExpression.Of("--key"), ReferenceExpression.Create($"k={_secret}")]));

        var process = Plan(_secret, api).Resources[0].Replicas[0].Process;

        Assert.Equal(["--key", $"k={Secret}"], process.Arguments);
        Assert.Equal(["--key", "***"], process.ShownArguments);
    }

    [Fact]
    public void AConnectionStringThatIsNotPartOfTheApplicationIsRefused()
    {
        var (api, user) = (Executable("api"), Executable("user"));
        user.Annotations.Add(new ConnectionStringReferenceAnnotation(new ConnectionStringResource("store", ReferenceExpression.Create($"{new EndpointReference(api, "http")}")), null, false));

        var fault = Assert.Throws<DistributedApplicationException>(() => Plan(api, user));

        Assert.Contains("'user' has a value of 'store', which is not part of this application", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AConnectionStringIsAResourceOfItsOwnThatIsWaitedForByWhatItLeadsTo()
    {
        var (api, user) = (Executable("api"), Executable("user"));
        var store = new ConnectionStringResource("store", ReferenceExpression.Create($"at={new EndpointReference(api, "http").Property(EndpointProperty.HostAndPort)};key={_secret}"));
        user.Annotations.Add(new ConnectionStringReferenceAnnotation(store, "main", optional: false));
        user.Annotations.Add(new WaitAnnotation(store));

        var plan = Plan(_secret, api, store, user);

        var text = $"at=localhost:{plan.Resources[0].Replicas[0].Endpoints[0].Port};key={Secret}";
        Assert.Equal(text, plan.Resources[1].Replicas[0].Process.Environment["ConnectionStrings__main"]);
        Assert.Contains("api", plan.Resources[1].WaitsFor);
        Assert.Contains("api", plan.Resources[1].DependsOn);
        Assert.Equal(["Parameter", "ConnectionString"], plan.Values.Select(value => value.ResourceType));
        Assert.All(plan.Values, value => Assert.True(value.Text!.Value.IsSecret));
    }

    [Fact]
    public void AnEndpointThatIsNotThereIsRefusedWithThoseThatAre()
    {
        var (api, user) = (Executable("api"), Executable("user"));
        user.Annotations.Add(new EndpointReferenceAnnotation(api, "https"));

        var fault = Assert.Throws<DistributedApplicationException>(() => Plan(api, user));

        Assert.Contains("The endpoint 'https' is not defined for the resource 'api'. Available endpoints: 'http'.", fault.Message, StringComparison.Ordinal);
    }

    private RunPlan Plan(params IResource[] resources) => new RunPlanner(new PortPlanner(new FreePorts()), _secrets)
        .Plan(new DistributedApplicationModel(resources), new RunPlanOptions { EnvironmentName = "Development", Containers = Podman });

    private static ExecutableResource Executable(string name)
    {
        var executable = new ExecutableResource(name, "/bin/sh", AppContext.BaseDirectory);
        executable.Annotations.Add(new EndpointAnnotation(ProtocolType.Tcp, "http") { TargetPortEnvironmentVariable = "PORT" });
        return executable;
    }

    private static ContainerResource Container(string name)
    {
        var container = new ContainerResource(name);
        container.Annotations.Add(ContainerImageName.Parse("tiny:dev"));
        container.Annotations.Add(new EndpointAnnotation(ProtocolType.Tcp, "http", targetPort: 8080));
        return container;
    }
}
