using System.Text;
using EdgeProxy.Conformance;

namespace EdgeProxy.Gateway.Tests.Support;

/// <summary>Requests as bytes, each over a connection of its own.</summary>
internal static class RawClient
{
    /// <summary>Sends bytes and reads one answer.</summary>
    public static async Task<ObservedResponse> SendAsync(Uri address, string request, bool toHead = false)
    {
        using var connection = await RawConnection.OpenAsync(address, TestContext.Current.CancellationToken);
        await connection.SendAsync(Encoding.Latin1.GetBytes(request), TestContext.Current.CancellationToken);
        return await connection.ReadResponseAsync(toHead, TestContext.Current.CancellationToken);
    }
}
