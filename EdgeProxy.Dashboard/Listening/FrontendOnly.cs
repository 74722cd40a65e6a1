namespace EdgeProxy.Dashboard.Listening;

/// <summary>Metadata of what answers only at the address of the pages: elsewhere it is 404.</summary>
internal sealed class FrontendOnly
{
    /// <summary>The one mark.</summary>
    public static readonly FrontendOnly Instance = new();
}
