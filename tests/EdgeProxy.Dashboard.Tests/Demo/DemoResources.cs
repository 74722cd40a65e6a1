using EdgeProxy.Dashboard.ResourceFeed.Contract;

namespace EdgeProxy.Dashboard.Tests.Demo;

/// <summary>What the engine says of the same system.</summary>
internal static class DemoResources
{
    public static IEnumerable<ResourceFeedMessage> Messages(DateTimeOffset now)
    {
        yield return new FeedOpened("EdgeProxy", "run-1");
        yield return new ResourceChanged(new ResourceSnapshot { Name = "apphost", Type = "AppHost", State = "Running", StartTime = now.AddMinutes(-12), ProcessId = 4100, Source = "EdgeProxy.AppHost/AppHost.cs" });
        foreach (var resource in Project("gateway", now, 30000, ["kx2mnpqa"], references: ["ping-svc", "pong-svc"]))
            yield return new ResourceChanged(resource);
        foreach (var resource in Project("ping-svc", now, 41021, ["b7hw3ztd", "f9c4rk1e"], references: ["pong-svc"]))
            yield return new ResourceChanged(resource);
        foreach (var resource in Project("pong-svc", now, 41031, ["m3v8ysja", "q5t6ulxo"], unhealthy: "q5t6ulxo"))
            yield return new ResourceChanged(resource);
        yield return new ResourceChanged(new ResourceSnapshot
        {
            Name = "load-test",
            Type = "Project",
            State = "NotStarted",
            Source = "bench/LoadTest/LoadTest.csproj",
            Commands = [ResourceCommandName.Start],
            Relations = [new(ResourceRelationKind.Reference, "gateway"), new(ResourceRelationKind.WaitFor, "gateway")],
        });
        foreach (var resource in OtherKinds(now))
            yield return new ResourceChanged(resource);
        yield return new ResourceChanged(new ResourceSnapshot
        {
            Name = "migrate",
            Type = "Project",
            State = "Finished",
            ExitCode = 0,
            StartTime = now.AddMinutes(-12),
            StopTime = now.AddMinutes(-11.9),
            Source = "tools/Migrate/Migrate.csproj",
            Commands = [ResourceCommandName.Start],
        });
        yield return new FeedSynchronized();
        yield return Console("apphost", now.AddMinutes(-12),
            "Distributed application starting.", "Login to the dashboard at http://localhost:18888/login?t=TOKEN", "ping-svc: waiting for pong-svc to be healthy",
            "pong-svc is healthy after 412 ms", "Distributed application started. Press Ctrl+C to shut down.");
        yield return Console("worker-h2kq9szd", now.AddMinutes(-11), "Listening on 41041", "Took a job: resize image 17", "Took a job: resize image 18");
        foreach (var (service, instance) in DemoShop.Processes)
            yield return ConsoleOf(service, instance, now);
    }

    /// <summary>What is no project: a single replica has no parent, and its resource's name is what a person reads.</summary>
    private static IEnumerable<ResourceSnapshot> OtherKinds(DateTimeOffset now)
    {
        yield return new ResourceSnapshot
        {
            Name = "worker-h2kq9szd",
            DisplayName = "worker",
            Type = "Executable",
            State = "Running",
            Health = ResourceHealth.Healthy,
            StartTime = now.AddMinutes(-11.5),
            ProcessId = 4801,
            Source = "/usr/bin/node",
            Urls = [new("http", "http://localhost:41041")],
            Relations = [new(ResourceRelationKind.Reference, "answers"), new(ResourceRelationKind.WaitFor, "answers-db")],
            Commands = [ResourceCommandName.Stop, ResourceCommandName.Restart],
            Environment = [new("PORT", "41041"), new("ConnectionStrings__answers", null, IsSecret: true)],
            Properties = [new("Program", "/usr/bin/node"), new("Arguments", "worker.mjs"), new("Working folder", "/src/worker")],
        };
        yield return new ResourceSnapshot
        {
            Name = "answers-db-p3vx7cnm",
            DisplayName = "answers-db",
            Type = "Container",
            State = "Running",
            Health = ResourceHealth.Healthy,
            StartTime = now.AddMinutes(-11.8),
            Source = "docker.io/library/postgres:17",
            Urls = [new("tcp", "tcp://localhost:41051")],
            Relations = [new(ResourceRelationKind.Reference, "answers-password")],
            Commands = [ResourceCommandName.Stop, ResourceCommandName.Restart],
            Environment = [new("POSTGRES_USER", "answers"), new("POSTGRES_PASSWORD", null, IsSecret: true)],
        };
        yield return new ResourceSnapshot
        {
            Name = "answers",
            Type = "ConnectionString",
            State = "Running",
            Relations = [new(ResourceRelationKind.Reference, "answers-db"), new(ResourceRelationKind.Reference, "answers-password")],
        };
        yield return new ResourceSnapshot { Name = "answers-password", Type = "Parameter", State = "Running", Source = "Parameters:answers-password" };
    }

    private static ConsoleLinesWritten ConsoleOf(string service, string instance, DateTimeOffset now)
    {
        List<string> lines = ["\u001b[40m\u001b[32minfo\u001b[39m\u001b[22m\u001b[49m: Microsoft.Hosting.Lifetime[14]", "      Now listening on: http://localhost:41021"];
        for (var request = 0; request < 40; request++)
        {
            var fails = request % 13 == 5;
            lines.Add(fails ? "\u001b[41m\u001b[30mfail\u001b[39m\u001b[22m\u001b[49m: " + service + ".Answer[2]" : "\u001b[40m\u001b[32minfo\u001b[39m\u001b[22m\u001b[49m: " + service + ".Answer[1]");
            lines.Add(fails ? "      Could not ask pong-svc: Connection refused (pong-svc:8080)" : $"      Answered /ping in {2 + (request * 7 % 19)} ms, see http://localhost:30000/ping?n={request}");
        }

        return Console($"{service}-{instance}", now.AddMinutes(-11), [.. lines]);
    }

    private static ConsoleLinesWritten Console(string resource, DateTimeOffset start, params string[] lines) =>
        new(resource, [.. lines.Select((text, index) => new ConsoleLine(index + 1, start.AddSeconds(index * 1.7), text.Contains("fail", StringComparison.Ordinal) ? ConsoleStream.Stderr : ConsoleStream.Stdout, text))]);

    private static IEnumerable<ResourceSnapshot> Project(
        string name, DateTimeOffset now, int port, string[] instances, string[]? references = null, string? unhealthy = null)
    {
        var relations = (references ?? []).SelectMany(other => new ResourceRelation[] { new(ResourceRelationKind.Reference, other), new(ResourceRelationKind.WaitFor, other) }).ToArray();
        var project = new ResourceSnapshot
        {
            Name = name,
            Type = "Project",
            State = "Running",
            Health = unhealthy is null ? ResourceHealth.Healthy : ResourceHealth.Unhealthy,
            StartTime = now.AddMinutes(-11.5),
            Source = $"{name}/{name}.csproj",
            Urls = name == "gateway" ? [new("http", "http://localhost:30000"), new("admin", "http://localhost:9901")] : [],
            Relations = relations,
            Commands = [ResourceCommandName.Stop, ResourceCommandName.Restart, ResourceCommandName.Rebuild],
        };
        yield return project;
        for (var index = 0; index < instances.Length; index++)
        {
            var isUnhealthy = instances[index] == unhealthy;
            var url = $"http://localhost:{port + index}";
            yield return project with
            {
                Name = $"{name}-{instances[index]}",
                DisplayName = name,
                Parent = name,
                Commands = [ResourceCommandName.Stop, ResourceCommandName.Restart],
                Health = isUnhealthy ? ResourceHealth.Unhealthy : ResourceHealth.Healthy,
                HealthReports = [new("http /health", isUnhealthy ? ResourceHealth.Unhealthy : ResourceHealth.Healthy, isUnhealthy ? $"503 Service Unavailable from {url}/health" : "200 OK", now.AddSeconds(-3))],
                ProcessId = 4711 + port + index,
                Restarts = isUnhealthy ? 2 : 0,
                Urls = name == "gateway" ? project.Urls : [new("http", url)],
                Environment =
                [
                    new("ASPNETCORE_ENVIRONMENT", "Development"), new("ASPNETCORE_URLS", url), new("OTEL_SERVICE_NAME", name),
                    new("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:18889"), new("OTEL_EXPORTER_OTLP_HEADERS", null, IsSecret: true),
                    new("services__pong-svc__http__0", "http://localhost:41031"), new("services__pong-svc__http__1", "http://localhost:41032"),
                ],
                Properties = [new("Command line", $"dotnet {name}.dll"), new("Working folder", $"/src/{name}")],
            };
        }
    }
}
