using Xunit;

namespace EdgeProxy.TestKit;

/// <summary>A program that a test drives. Missing, it skips the test with the way to get it; under <c>CI=true</c> it fails it.</summary>
public static class RequiredTool
{
    /// <summary>The full path of <paramref name="name"/> on the PATH.</summary>
    /// <param name="name">The program.</param>
    /// <param name="debianPackage">The Debian package that has it.</param>
    public static string Find(string name, string debianPackage) =>
        FindOr(name, $"install it with 'apt-get install {debianPackage}', or run './test', which does");

    /// <summary>The full path of <c>helm</c> or <c>kubectl</c> on the PATH, to which <c>./test</c> adds them.</summary>
    /// <param name="name">The program.</param>
    public static string FindKubernetes(string name) => FindOr(name, "run './test', which gets it, or add the folder that 'eng/kubernetes-tools' prints to the PATH");

    private static string FindOr(string name, string remedy)
    {
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/sbin"))
        {
            var path = Path.Combine(folder, name);
            if (File.Exists(path))
                return path;
        }

        var reason = $"'{name}' is not on the PATH: {remedy}.";
        if (Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail(reason);
        Assert.Skip(reason);
        return "";
    }
}
