namespace EdgeProxy.Conformance;

/// <summary>The command line cannot be understood. The message says what was given, what is allowed, and how to mend it.</summary>
public sealed class UsageException(string message) : Exception(message);
