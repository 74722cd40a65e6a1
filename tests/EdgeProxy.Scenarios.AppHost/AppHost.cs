// An application without resources: each test adds those that it needs. The orchestrator, and where the programs of the projects are, come from this project's build.
DistributedApplication.CreateBuilder(args).Build().Run();
