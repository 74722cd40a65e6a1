using System.Net;
using System.Net.Sockets;
using EdgeProxy.Dashboard.Listening;

namespace EdgeProxy.Dashboard.Tests.Listening;

public sealed class FrontendAddressTests
{
    [Theory]
    [InlineData("http://localhost:5000", 5000)]
    [InlineData("http://127.0.0.1:0", 0)]
    [InlineData("http://[::1]:5000;http://localhost:6000", 5000)]
    public void FollowsTheSetting(string urls, int port) => Assert.Equal(new FrontendAddress(port), FrontendAddress.Choose(urls));

    [Theory]
    [InlineData("http://0.0.0.0:5000")]
    [InlineData("http://*:5000")]
    [InlineData("http://192.168.1.2:5000")]
    [InlineData("https://localhost:5000")]
    [InlineData("localhost")]
    public void RefusesWhatOthersCouldReach(string urls)
    {
        var refusal = Assert.Throws<DashboardSettingException>(() => FrontendAddress.Choose(urls));

        Assert.Contains("loopback", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TakesAFreePortAndSaysSoWhereTheUsualOneIsTaken()
    {
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            other.Bind(new IPEndPoint(IPAddress.Loopback, FrontendAddress.DefaultPort));
            other.Listen();
        }
        catch (SocketException)
        {
            // Somebody has it already: as good.
        }

        Assert.Equal(new FrontendAddress(0, FrontendAddress.DefaultPort), FrontendAddress.Choose(null));
    }

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("gateway.localhost", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("[::1]", true)]
    [InlineData("evil.example", false)]
    [InlineData("localhost.evil.example", false)]
    [InlineData("", false)]
    public void KnowsItsOwnNames(string host, bool isLoopback) => Assert.Equal(isLoopback, FrontendAddress.IsLoopback(host));
}
