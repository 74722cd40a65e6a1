namespace EdgeProxy.Hosting.Tests.Orchestrator;

[CollectionDefinition(RunningSystem.Collection)]
public sealed class RunningSystemCollection : ICollectionFixture<RunningSystem>;
