namespace EdgeProxy.Hosting.ApplicationModel;


/// <summary>A part of the application: inert data, told apart by its name. What happens to it is decided elsewhere.</summary>
public interface IResource
{
    /// <summary>The name, as it stands in <c>AppHost.cs</c>: 1 to 64 ASCII letters, digits and single hyphens, starting with a letter.</summary>
    string Name { get; }

    /// <summary>All that was said of the resource.</summary>
    ResourceAnnotationCollection Annotations { get; }
}
