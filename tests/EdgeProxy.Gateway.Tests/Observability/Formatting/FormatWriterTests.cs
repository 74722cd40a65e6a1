using System.Net;
using EdgeProxy.Gateway.Observability;
using EdgeProxy.Gateway.Primitives;
using EdgeProxy.Gateway.Routing;
using Microsoft.AspNetCore.Http;

namespace EdgeProxy.Gateway.Tests.Observability;

/// <summary>One formatter for access logs and headers: an operator that is added is known to both.</summary>
public sealed class FormatWriterTests
{
    public static TheoryData<string> Operators => [.. Enum.GetNames<FormatOperator>()];

    [Theory]
    [MemberData(nameof(Operators))]
    public void EveryOperator_IsWritten(string name)
    {
        var buffer = new FormatBuffer(new byte[256]);

        FormatWriter.Write(ref buffer, new FormatPart(Enum.Parse<FormatOperator>(name), "literal"u8.ToArray(), "user-agent"), Request(), FormatTarget.Line);

        Assert.False(buffer.Written.IsEmpty);
    }

    [Theory]
    [InlineData("%PROTOCOL% %RESPONSE_CODE%", "HTTP/1.1 200")]
    [InlineData("%REQ(user-agent):3%", "tes")]
    [InlineData("%REQ(x-none?user-agent)%", "test/1")]
    [InlineData("%REQ(:path)%", "/sent")]
    [InlineData("%DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT%:%DOWNSTREAM_LOCAL_PORT%", "10.0.0.9:443")]
    [InlineData("[%UPSTREAM_CLUSTER%]", "[]")]
    [InlineData("50%% %UNKNOWN(x)%", "50% %UNKNOWN(x)%")]
    [InlineData("", "")]
    public void HeaderValue_HasWhatALogHas_AndNothingForAnEmptyValue(string format, string value) => Assert.Equal(value, HeaderFormat.Parse(format).Format(Request()));

    [Fact]
    public void HeaderValue_LongerThanUsual_IsWhole()
    {
        var request = Request();
        request.Context.Request.Headers.UserAgent = new string('é', 5000);

        Assert.Equal($"<{new string('é', 5000)}>", HeaderFormat.Parse("<%REQ(User-Agent)%>").Format(request));
    }

    private static RequestInfo Request()
    {
        var context = new DefaultHttpContext { Request = { Method = "GET", Protocol = "HTTP/1.1" }, Connection = { RemoteIpAddress = IPAddress.Parse("10.0.0.9"), LocalPort = 443 } };
        context.Request.Headers.UserAgent = "test/1";
        return new RequestInfo(context, "/sent", TimeProvider.System) { UpstreamPath = "/rewritten" };
    }
}
