// Applications that are wrong, or whose services are, chosen by --Scenario:Name=..., for the tests of the engine.
var builder = DistributedApplication.CreateBuilder(args);
var scenario = builder.Configuration["Scenario:Name"];

IResourceBuilder<ProjectResource> Add(string name, string behaviour = "serve") =>
    builder.AddProject<Projects.EdgeProxy_Scenarios_Service>(name).WithEnvironment("SCENARIO", behaviour).WithHttpHealthCheck("/health");

switch (scenario)
{
    case "duplicate-names":
        Add("twin");
        Add("twin");
        break;
    case "foreign-reference":
        var other = DistributedApplication.CreateBuilder([]).AddProject<Projects.EdgeProxy_Scenarios_Service>("ghost");
        Add("front").WithReference(other);
        break;
    case "circular-wait":
        var first = Add("first");
        var second = Add("second").WaitFor(first);
        first.WaitFor(second);
        break;
    case "crash-at-start":
        Add("healthy");
        Add("broken", "crash-at-start");
        break;
    case "wrong-name":
        Add("not_a_name");
        break;
    case "taken-port":
        Add("front").WithEndpoint("http", endpoint => endpoint.Port = int.Parse(builder.Configuration["Scenario:Port"]!));
        break;
    case "wait":
        var sick = Add("sick", "sick");
        Add("patient").WaitFor(sick);
        break;
    case "explicit":
        Add("by-hand").WithExplicitStart();
        break;
    default:
        // The behaviour of the service itself: serve, deaf, parent, sick.
        Add("service", scenario ?? "serve").WithReplicas(2);
        break;
}

builder.Build().Run();
