namespace EdgeProxy.Gateway.Observability.AccessLog;

/// <summary>Opens what a log is written to.</summary>
internal static class LogFile
{
    /// <summary>The console for <c>/dev/stdout</c> and <c>/dev/stderr</c>, a file to append to otherwise.</summary>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static Stream Open(string path) => path switch
    {
#pragma warning disable RS0030 // Opening /dev/stdout would truncate a redirected file; only the console gives the handle on every platform.
        "/dev/stdout" => Console.OpenStandardOutput(),
        "/dev/stderr" => Console.OpenStandardError(),
#pragma warning restore RS0030
        _ => new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0),
    };
}
