namespace EdgeProxy.Hosting.Running;


/// <summary>Settings of the embedded engine, out of the AppHost's configuration section <c>Engine</c>.</summary>
internal sealed class EngineOptions
{
    public const string Section = "Engine";

    /// <summary>How long a process may take to end after SIGTERM before it is killed; 5 s by default.</summary>
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a rebuilt replica may take to get healthy before the previous build is put back; 30 s by default.</summary>
    public TimeSpan RebuildTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>A process that ends with an error twice within this time of its first starts, and never served, does not start; 5 s by default.</summary>
    public TimeSpan StartWindow { get; set; } = TimeSpan.FromSeconds(5);
}
