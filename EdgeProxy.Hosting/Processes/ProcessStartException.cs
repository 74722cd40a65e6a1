namespace EdgeProxy.Hosting.Processes;


/// <summary>The operating system did not start a process.</summary>
internal sealed class ProcessStartException(string message, Exception innerException) : Exception(message, innerException);
