using System.Net.Sockets;
using EdgeProxy.Hosting.ApplicationModel;

namespace EdgeProxy.Hosting.Tests.Planning;


/// <summary>Projects for plans: their built output is this test's own.</summary>
internal static class FakeProject
{
    public static ProjectResource Create(string name, params IResourceAnnotation[] annotations)
    {
        var project = new ProjectResource(name);
        project.Annotations.Add(new BuiltHere());
        foreach (var annotation in annotations)
            project.Annotations.Add(annotation);
        return project;
    }

    public static EndpointAnnotation Http(int? port = null, string? name = null, string? env = null) =>
        new(ProtocolType.Tcp, "http", name, port) { TargetPortEnvironmentVariable = env };

    private sealed class BuiltHere : IBuiltProjectMetadata
    {
        public string ProjectPath => Path.Combine(AppContext.BaseDirectory, "Fake.csproj");

        public string TargetPath => typeof(FakeProject).Assembly.Location;
    }
}
