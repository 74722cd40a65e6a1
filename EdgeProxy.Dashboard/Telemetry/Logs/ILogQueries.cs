using EdgeProxy.Dashboard.Telemetry.Resources;

namespace EdgeProxy.Dashboard.Telemetry.Logs;

/// <summary>Reads log records.</summary>
public interface ILogQueries
{
    /// <summary>A page of records, ordered by time.</summary>
    /// <param name="query">Which, in which order.</param>
    ResultPage<LogSnapshot> List(LogQuery query);

    /// <summary>One record, or null when it is not stored (any more).</summary>
    /// <param name="sequence">Its place in the order of arrival.</param>
    LogSnapshot? Find(long sequence);

    /// <summary>The place of the newest record, 0 when there is none yet.</summary>
    long LastSequence { get; }

    /// <summary>How many stored records of severity error or worse each resource wrote after a place in the order of arrival: the badge of errors not seen yet.</summary>
    /// <param name="sequence">The last place seen.</param>
    IReadOnlyDictionary<ResourceKey, int> CountErrorsAfter(long sequence);

    /// <summary>The keys of attributes seen on stored records, sorted, for filters; the first 500.</summary>
    IReadOnlyList<string> AttributeKeys();
}
