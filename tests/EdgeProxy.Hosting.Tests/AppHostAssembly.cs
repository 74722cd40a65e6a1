using System.Reflection;
using System.Reflection.Emit;

namespace EdgeProxy.Hosting.Tests;

/// <summary>An assembly with metadata, as the build of an AppHost writes it.</summary>
internal static class AppHostAssembly
{
    private static readonly ConstructorInfo Constructor = typeof(AssemblyMetadataAttribute).GetConstructor([typeof(string), typeof(string)])!;

    public static Assembly With(params (string Key, string? Value)[] metadata) => AssemblyBuilder.DefineDynamicAssembly(
        new AssemblyName("AppHost"),
        AssemblyBuilderAccess.Run,
        metadata.Select(entry => new CustomAttributeBuilder(Constructor, [entry.Key, entry.Value])));
}
