using EdgeProxy.Gateway.Configuration.Model;

namespace EdgeProxy.Gateway.Tests.Configuration.Model;

public sealed class RetryConditionNamesTests
{
    /// <summary>A condition that no configuration can name would never be used.</summary>
    [Fact]
    public void EveryCondition_HasAName() => Assert.All(
        Enum.GetValues<RetryConditions>().Where(condition => condition != RetryConditions.None),
        condition => Assert.Contains(RetryConditionNames.All, entry => entry.Condition.HasFlag(condition)));
}
