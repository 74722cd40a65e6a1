namespace EdgeProxy.Hosting.Tests;

public sealed class SecretStoreTests
{
    [Theory]
    [InlineData("the key is s3cr/t.", "the key is ***.")]
    [InlineData("http://x/?key=s3cr%2Ft", "http://x/?key=***")]
    [InlineData("nothing here", "nothing here")]
    [InlineData("s3cr/t-longer and s3cr/t", "*** and ***")]
    [InlineData("a short one stays: abc", "a short one stays: abc")]
    public void HidesWhatIsSecret(string text, string shown)
    {
        var secrets = new SecretStore();
        foreach (var secret in new[] { "s3cr/t", "s3cr/t-longer", "abc", "" })
            secrets.Add(secret);

        Assert.Equal(shown, secrets.Hide(text));
    }
}
