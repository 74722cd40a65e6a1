namespace EdgeProxy.Hosting;


/// <summary>What the build knows of a project besides its place: starting it then needs no MSBuild.</summary>
public interface IBuiltProjectMetadata : IProjectMetadata
{
    /// <summary>The full path of the built assembly, as <c>GetTargetPath</c> gives it.</summary>
    string TargetPath { get; }
}
