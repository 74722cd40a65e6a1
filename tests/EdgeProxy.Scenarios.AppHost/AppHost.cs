using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

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
    case "own-check":
        var file = builder.Configuration["Scenario:File"];
        builder.Services.AddHealthChecks().AddAsyncCheck("file", () => Task.FromResult(File.Exists(file) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The file is not there.")));
        var checkedService = Add("checked").WithHealthCheck("file");
        Add("patient").WaitFor(checkedService);
        break;
    case "parameters":
        var key = builder.AddParameter("api-key", secret: true);
        var greeting = builder.AddParameter("greeting");
        Add("reader")
            .WithEnvironment("KEY", key)
            .WithEnvironment("GREETING", greeting)
            .WithEnvironment("LINK", $"http://localhost/?key={key:uri}&text={greeting}")
            .WithReference(builder.AddConnectionString("store", ReferenceExpression.Create($"Host=store;Password={key}")))
            .WithReference(builder.AddConnectionString("given"), optional: true)
            .WithArgs("--greeting", greeting);
        break;
    case "executable":
        var backend = Add("backend");
        var node = builder.AddExecutable("node-svc", "node", ".", "server.mjs")
            .WithHttpEndpoint(env: "PORT")
            .WithHttpHealthCheck("/health")
            .WithReference(backend)
            .WithOtlpExporter();
        Add("caller").WithReference(node.GetEndpoint("http")).WithEnvironment("NODE_URL", node.GetEndpoint("http")).WaitFor(node);
        break;
    case "missing-command":
        builder.AddExecutable("first", "no-such-program", ".");
        builder.AddExecutable("second", "./no-such-script", ".");
        break;
    case "container":
        var container = builder.AddContainer("web", "localhost/tiny", "dev")
            .WithHttpEndpoint(targetPort: 8080)
            .WithHttpHealthCheck("/")
            .WithEnvironment("SECRET", builder.AddParameter("api-key", secret: true))
            .WithEntrypoint("/bin/busybox")
            .WithArgs("sh", "-c", "echo started with $SECRET; exec /bin/busybox httpd -f -p 8080 -h /www");
        Add("caller").WithEnvironment("WEB_URL", container.GetEndpoint("http")).WithReference(container.GetEndpoint("http"));
        break;
    default:
        // The behaviour of the service itself: serve, deaf, parent, sick.
        Add("service", scenario ?? "serve").WithReplicas(2);
        break;
}

builder.Build().Run();
