using System.Net;
using System.Net.Sockets;
using EdgeProxy.Hosting.ApplicationModel;
using EdgeProxy.Hosting.Planning;
using EdgeProxy.Hosting.Ports;

namespace EdgeProxy.Hosting.Tests.Planning;


public sealed class RunPlannerTests
{
    private static readonly RunPlanOptions Development = new() { EnvironmentName = "Development" };

    [Fact]
    public void EachReplicaHasANameAndAPortOfItsOwn()
    {
        var plan = Plan(FakeProject.Create("ping-svc", FakeProject.Http(5101), new ReplicaAnnotation(3)));

        var replicas = Assert.Single(plan.Resources).Replicas;
        Assert.Equal(3, replicas.Select(replica => replica.InstanceName).Distinct().Count());
        Assert.Equal(3, replicas.Select(replica => Assert.Single(replica.Endpoints).Port).Distinct().Count());
        Assert.All(replicas, replica => Assert.Matches("^ping-svc-[a-z]{8}$", replica.InstanceName));
        Assert.All(replicas, replica => Assert.InRange(Assert.Single(replica.Endpoints).Port, 1024, 32767));
    }

    [Fact]
    public void AReferenceNamesEveryReplica()
    {
        var ping = FakeProject.Create("ping-svc", FakeProject.Http(), new ReplicaAnnotation(2));
        var edge = FakeProject.Create("edge", FakeProject.Http(), new EndpointReferenceAnnotation(ping));

        var plan = Plan(ping, edge);

        var environment = plan.Resources[1].Replicas[0].Process.Environment;
        var urls = plan.Resources[0].Replicas.Select(replica => replica.Endpoints[0].Url).ToList();
        Assert.Equal(urls, [environment["services__ping-svc__http__0"], environment["services__ping-svc__http__1"]]);
        Assert.Equal(urls[0], environment["PING_SVC_HTTP"]);
    }

    [Fact]
    public void WhatStartsByHandIsFoundOnThePortOfItsLaunchProfile()
    {
        var ping = FakeProject.Create("ping-svc", FakeProject.Http(5101), new ReplicaAnnotation(2), new ExplicitStartupAnnotation());
        var edge = FakeProject.Create("edge", FakeProject.Http(), new EndpointReferenceAnnotation(ping));

        var plan = Plan(ping, edge);

        Assert.Equal("http://localhost:5101", plan.Resources[1].Replicas[0].Process.Environment["services__ping-svc__http__0"]);
        Assert.NotEqual(5101, plan.Resources[0].Replicas[1].Endpoints[0].Port);
    }

    [Fact]
    public void AnEndpointWithAVariableStaysOutOfTheUrls()
    {
        var plan = Plan(FakeProject.Create("edge", FakeProject.Http(), FakeProject.Http(name: "admin", env: "EDGE_ADMIN_PORT")));

        var replica = plan.Resources[0].Replicas[0];
        Assert.Equal($"http://localhost:{replica.Endpoints[0].Port}", replica.Process.Environment["ASPNETCORE_URLS"]);
        Assert.Equal($"{replica.Endpoints[1].Port}", replica.Process.Environment["EDGE_ADMIN_PORT"]);
    }

    [Fact]
    public void TelemetryCarriesTheInstance()
    {
        var replica = Plan(FakeProject.Create("ping-svc")).Resources[0].Replicas[0];

        Assert.Equal("ping-svc", replica.Process.Environment["OTEL_SERVICE_NAME"]);
        Assert.Equal($"service.instance.id={replica.InstanceName["ping-svc-".Length..]}", replica.Process.Environment["OTEL_RESOURCE_ATTRIBUTES"]);
        Assert.DoesNotContain("OTEL_EXPORTER_OTLP_ENDPOINT", replica.Process.Environment.Keys);
    }

    [Fact]
    public void AppHostVariablesHaveTheLastWord()
    {
        var replica = Plan(FakeProject.Create("a", new EnvironmentAnnotation("OTEL_SERVICE_NAME", "b"), new EnvironmentAnnotation("OTEL_TRACES_SAMPLER", (string?)null))).Resources[0].Replicas[0];

        Assert.Equal("b", replica.Process.Environment["OTEL_SERVICE_NAME"]);
        Assert.DoesNotContain("OTEL_TRACES_SAMPLER", replica.Process.Environment.Keys);
    }

    [Fact]
    public void AHealthCheckAsksItsEndpoint()
    {
        var check = Assert.IsType<HttpHealthCheckPlan>(Assert.Single(Plan(FakeProject.Create("edge", FakeProject.Http(), FakeProject.Http(name: "admin", env: "A"), new HttpHealthCheckAnnotation("/ready", 200, "admin")))
            .Resources[0].Replicas[0].HealthChecks));

        Assert.Equal("/ready", check.Address.AbsolutePath);
        Assert.Equal("edge_admin_/ready_200", check.Name);
    }

    [Fact]
    public void TwoResourcesOfOneNameAreRefused() =>
        Assert.Contains("2 resources are named 'ping'", Fault(FakeProject.Create("ping"), FakeProject.Create("Ping")), StringComparison.Ordinal);

    [Fact]
    public void AReferenceToAStrangerIsRefused()
    {
        var fault = Fault(FakeProject.Create("edge", new EndpointReferenceAnnotation(FakeProject.Create("ghost", FakeProject.Http()))));

        Assert.Contains("'edge' references 'ghost', which is not part of this application", fault, StringComparison.Ordinal);
        Assert.Contains("Known resources: 'edge'", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void AReferenceToWhatDoesNotListenIsRefused()
    {
        var silent = FakeProject.Create("silent");

        Assert.Contains("'silent', which has no endpoint", Fault(silent, FakeProject.Create("edge", new EndpointReferenceAnnotation(silent))), StringComparison.Ordinal);
    }

    [Fact]
    public void WaitsInACircleAreRefusedWithTheCircle()
    {
        var (a, b, c) = (FakeProject.Create("a"), FakeProject.Create("b"), FakeProject.Create("c"));
        a.Annotations.Add(new WaitAnnotation(b));
        b.Annotations.Add(new WaitAnnotation(c));
        c.Annotations.Add(new WaitAnnotation(a));

        Assert.Contains("Circular dependency: a -> b -> c -> a", Fault(a, b, c), StringComparison.Ordinal);
    }

    [Fact]
    public void AHealthCheckOfNoEndpointIsRefusedWithThoseThatAre()
    {
        var fault = Fault(FakeProject.Create("ping-svc", FakeProject.Http(), new HttpHealthCheckAnnotation("/health", 200, "htpp")));

        Assert.Contains("The endpoint 'htpp'", fault, StringComparison.Ordinal);
        Assert.Contains("Available endpoints: 'http'", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void ATakenPortIsRefusedWithItsHolder()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var fault = Fault(FakeProject.Create("edge", FakeProject.Http(port)));

        Assert.Contains($"The port {port} of the endpoint 'http' of 'edge' is taken", fault, StringComparison.Ordinal);
        if (OperatingSystem.IsLinux())
            Assert.Contains($"(process {Environment.ProcessId})", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void ATakenPortGivesWayInAnIsolatedRun()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var plan = Planner().Plan(Model(FakeProject.Create("edge", FakeProject.Http(port))), Development with { UseFreePorts = true });

        Assert.NotEqual(port, plan.Resources[0].Replicas[0].Endpoints[0].Port);
    }

    [Fact]
    public void OnePortForTwoIsRefused() =>
        Assert.Contains("The port 20001 of the endpoint 'http' of 'b' is also that of the endpoint 'http' of 'a'", Fault(FakeProject.Create("a", FakeProject.Http(20001)), FakeProject.Create("b", FakeProject.Http(20001))), StringComparison.Ordinal);

    [Fact]
    public void EveryFaultIsToldAtOnce()
    {
        var fault = Fault(
            FakeProject.Create("a", new EndpointReferenceAnnotation(FakeProject.Create("ghost"))),
            FakeProject.Create("b"),
            FakeProject.Create("B"));

        Assert.Contains("for 2 reasons", fault, StringComparison.Ordinal);
        Assert.Contains("'ghost'", fault, StringComparison.Ordinal);
        Assert.Contains("2 resources are named 'b'", fault, StringComparison.Ordinal);
    }

    [Fact]
    public void AProjectThatIsNotBuiltIsRefusedWithTheWayOut()
    {
        var project = new ProjectResource("ping-svc");
        project.Annotations.Add(new NotBuilt());

        Assert.Contains("'ping-svc' is not built", Fault(project), StringComparison.Ordinal);
    }

    private static RunPlanner Planner() => new(new PortPlanner(new FreePorts()), new SecretStore());

    private static DistributedApplicationModel Model(params IResource[] resources) => new(resources);

    private static RunPlan Plan(params IResource[] resources) => Planner().Plan(Model(resources), Development);

    private static string Fault(params IResource[] resources) =>
        Assert.Throws<DistributedApplicationException>(() => Plan(resources)).Message;

    private sealed class NotBuilt : IBuiltProjectMetadata
    {
        public string ProjectPath => "/nowhere/Ping.csproj";

        public string TargetPath => "/nowhere/Ping.dll";
    }
}
