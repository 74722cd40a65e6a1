namespace EdgeProxy.EdgeBench.Allocations;

/// <summary>Whose an allocated object is, as far as its type tells.</summary>
internal static class AllocationLayer
{
    public static string Of(string type) =>
        type.Contains("EdgeProxy.", StringComparison.Ordinal) || type.Contains("System.Diagnostics.Activity", StringComparison.Ordinal) ? "gateway"
        : type.Contains("Yarp.", StringComparison.Ordinal) || type == "System.Net.Http.HttpRequestMessage" ? "forwarder"
        : type.Contains("AspNetCore.", StringComparison.Ordinal) || type.Contains("Kestrel", StringComparison.Ordinal) ? "server"
        : type.Contains("System.Net.", StringComparison.Ordinal) ? "client library"
        : "shared types";
}
