using System.Diagnostics;

namespace EdgeProxy.Hosting;


/// <summary>Finds the line of <c>AppHost.cs</c> that an exception comes from.</summary>
internal static class AppHostLine
{
    public static string Of(Exception exception)
    {
        var frame = new StackTrace(exception, fNeedFileInfo: true).GetFrames()
            .FirstOrDefault(frame => frame.GetFileName() is { } file && frame.GetMethod()?.DeclaringType?.Assembly != typeof(AppHostLine).Assembly && File.Exists(file));
        return frame is null ? "" : $" ({Path.GetFileName(frame.GetFileName())}, line {frame.GetFileLineNumber()})";
    }
}
