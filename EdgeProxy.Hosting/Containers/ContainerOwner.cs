using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EdgeProxy.Hosting.Containers;

/// <summary>Marks a container with the AppHost that it belongs to, so that the next run of that AppHost removes what a lost one left.</summary>
/// <param name="AppHost">Stands for the AppHost's folder.</param>
/// <param name="Process">Stands for this run of it: the process and when it started.</param>
internal sealed record ContainerOwner(string AppHost, string Process)
{
    public const string AppHostLabel = "edgeproxy.apphost";
    public const string ProcessLabel = "edgeproxy.process";

    private const int IdLength = 12;

    /// <summary>This process, as the AppHost of a folder.</summary>
    public static ContainerOwner Of(string appHostDirectory)
    {
        using var self = System.Diagnostics.Process.GetCurrentProcess();
        var id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(appHostDirectory)))[..IdLength];
        return new ContainerOwner(id, Describe(self));
    }

    /// <summary>Whether the process that a label names is alive.</summary>
    public static bool IsAlive(string process)
    {
        if (!int.TryParse(process.Split('-')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id))
            return false;
        try
        {
            using var found = System.Diagnostics.Process.GetProcessById(id);
            return Describe(found) == process;
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    // A number is given out again some day; together with the second of the start it is not.
    private static string Describe(Process process) =>
        string.Create(CultureInfo.InvariantCulture, $"{process.Id}-{process.StartTime.ToUniversalTime():yyyyMMddHHmmss}");
}
