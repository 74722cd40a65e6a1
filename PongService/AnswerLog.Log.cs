/// <summary>The log of a request, in development only: a trace has its logs beside it there, and production pays nothing.</summary>
internal static partial class AnswerLog
{
    [LoggerMessage(EventId = 1, Level = LogLevel.Debug, Message = "Answered {Method} {Path}")]
    public static partial void Answered(ILogger logger, string method, PathString path);
}
