using System.Globalization;

namespace EdgeProxy.Reliability.Tests.Support;

/// <summary>Reports what was measured: in the test's output, and in the file that <c>RELIABILITY_FIGURES</c> names.</summary>
internal static class Figures
{
    public static void Report(FormattableString text)
    {
        var line = text.ToString(CultureInfo.InvariantCulture);
        TestContext.Current.TestOutputHelper?.WriteLine(line);
        if (Environment.GetEnvironmentVariable("RELIABILITY_FIGURES") is { Length: > 0 } file)
            File.AppendAllText(file, line + Environment.NewLine);
    }
}
