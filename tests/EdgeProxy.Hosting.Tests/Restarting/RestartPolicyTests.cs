namespace EdgeProxy.Hosting.Tests.Restarting;

public sealed class RestartPolicyTests
{
    public static TheoryData<RestartPolicy, string> Invalid => new()
    {
        { new RestartPolicy { InitialDelay = TimeSpan.FromSeconds(-1) }, nameof(RestartPolicy.InitialDelay) },
        { new RestartPolicy { InitialDelay = TimeSpan.FromSeconds(31) }, nameof(RestartPolicy.MaxDelay) },
        { new RestartPolicy { MaxDelay = TimeSpan.FromSeconds(-1) }, nameof(RestartPolicy.MaxDelay) },
        { new RestartPolicy { ResetAfter = TimeSpan.Zero }, nameof(RestartPolicy.ResetAfter) },
    };

    [Theory]
    [MemberData(nameof(Invalid), DisableDiscoveryEnumeration = true)]
    public void WithRestartPolicy_ValueOutsideItsRange_Throws(RestartPolicy policy, string name)
    {
        var service = DistributedApplication.CreateBuilder().AddExecutable("service", "service", ".");

        Assert.Equal(name, Assert.Throws<ArgumentOutOfRangeException>(() => service.WithRestartPolicy(policy)).ParamName);
    }

    [Fact]
    public void WithRestartPolicy_Twice_KeepsTheLast()
    {
        var last = new RestartPolicy { MaxDelay = TimeSpan.FromSeconds(3) };

        var service = DistributedApplication.CreateBuilder().AddExecutable("service", "service", ".").WithRestartPolicy().WithRestartPolicy(last);

        Assert.Same(last, Assert.Single(service.Resource.Annotations.OfType<Hosting.Restarting.RestartPolicyAnnotation>()).Policy);
    }
}
