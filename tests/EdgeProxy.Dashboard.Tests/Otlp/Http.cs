using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using Google.Protobuf;

namespace EdgeProxy.Dashboard.Tests.Otlp;

/// <summary>Writes requests of OTLP/HTTP and reads their answers.</summary>
internal static class Http
{
    public const string Protobuf = "application/x-protobuf";
    public const string Json = "application/json";

    public static ByteArrayContent Body(byte[] bytes, string type)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return content;
    }

    public static ByteArrayContent Body(IMessage message) => Body(message.ToByteArray(), Protobuf);

    public static ByteArrayContent Body(string json) => Body(Encoding.UTF8.GetBytes(json), Json);

    public static ByteArrayContent Zipped(byte[] bytes, string type)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest))
            gzip.Write(bytes);
        var content = Body(buffer.ToArray(), type);
        content.Headers.ContentEncoding.Add("gzip");
        return content;
    }

    public static async Task<Google.Rpc.Status> StatusOf(HttpResponseMessage response)
    {
        Assert.Equal(Protobuf, response.Content.Headers.ContentType!.ToString());
        return Google.Rpc.Status.Parser.ParseFrom(await response.Content.ReadAsByteArrayAsync());
    }
}
