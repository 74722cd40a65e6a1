using System.IO.Compression;
using Grpc.Net.Compression;

namespace EdgeProxy.Dashboard.Otlp.Grpc;

/// <summary>gRPC's gzip, with the size limit held after decompression too (OTLP, "OTLP/gRPC Request").</summary>
internal sealed class LimitedGzipProvider(OtlpAdmission admission) : ICompressionProvider
{
    public string EncodingName => "gzip";

    public Stream CreateCompressionStream(Stream stream, CompressionLevel? compressionLevel) =>
        new GZipStream(stream, compressionLevel ?? CompressionLevel.Fastest, leaveOpen: true);

    public Stream CreateDecompressionStream(Stream stream) =>
        new LimitedReadStream(new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true), admission, OtlpGrpcService.Translate);
}
