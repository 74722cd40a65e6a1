namespace EdgeProxy.AppHost.Tests;

[CollectionDefinition(RunningSystem.Collection)]
public sealed class RunningSystemCollection : ICollectionFixture<RunningSystem>;
