/// <summary>What is said of a request: in development alone, so that a trace has its logs beside it and production pays nothing.</summary>
internal static partial class AnswerLog
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Debug, Message = "Answered {Method} {Path}")]
    public static partial void Answered(ILogger logger, string method, PathString path);
}
