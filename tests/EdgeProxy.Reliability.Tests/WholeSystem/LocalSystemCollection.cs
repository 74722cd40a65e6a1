namespace EdgeProxy.Reliability.Tests.WholeSystem;

[CollectionDefinition(LocalSystem.Collection)]
public sealed class LocalSystemCollection : ICollectionFixture<LocalSystem>;
