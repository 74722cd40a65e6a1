namespace EdgeProxy.Dashboard;

/// <summary>A setting with which the program cannot start. The message names it, what is allowed, and the way out.</summary>
internal sealed class DashboardSettingException : Exception
{
    public DashboardSettingException(string message)
        : base(message)
    {
    }

    public DashboardSettingException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
