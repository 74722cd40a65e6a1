using System.Globalization;
using System.Text;

namespace EdgeProxy.TestKit;

/// <summary>Finds processes by a variable of their environment (Linux).</summary>
public static class MarkedProcesses
{
    /// <summary>Those whose environment has <paramref name="variable"/>, a <c>NAME=value</c>.</summary>
    public static IReadOnlyList<int> Find(string variable)
    {
        var mark = Encoding.UTF8.GetBytes(variable);
        return [.. Directory.EnumerateDirectories("/proc")
            .Select(Path.GetFileName)
            .Where(name => int.TryParse(name, CultureInfo.InvariantCulture, out _))
            .Where(name => HasMark(name!, mark))
            .Select(name => int.Parse(name!, CultureInfo.InvariantCulture))];
    }

    private static bool HasMark(string process, byte[] mark)
    {
        try
        {
            // A zombie's environment is empty: it is not found, and not alive.
            return File.ReadAllBytes($"/proc/{process}/environ").AsSpan().IndexOf(mark) >= 0;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
