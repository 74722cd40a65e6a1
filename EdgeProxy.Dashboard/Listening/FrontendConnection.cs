namespace EdgeProxy.Dashboard.Listening;

/// <summary>Marks a connection that came to the address of the pages, and not to one of OTLP.</summary>
internal sealed class FrontendConnection
{
    /// <summary>The one mark.</summary>
    public static readonly FrontendConnection Instance = new();
}
