using EdgeProxy.Dashboard.Telemetry.Resources;

namespace EdgeProxy.Dashboard.Ingestion;

/// <summary>Counts records by origin. A request has those of one origin side by side.</summary>
internal static class OriginRuns
{
    public static IEnumerable<(Origin Origin, int Count, int Marked)> Count<THeader>(
        List<PendingRecord<THeader>> records, Func<PendingRecord<THeader>, bool> marks)
        where THeader : struct
    {
        for (var start = 0; start < records.Count;)
        {
            var origin = records[start].Origin;
            int end = start, marked = 0;
            for (; end < records.Count && records[end].Origin == origin; end++)
            {
                if (marks(records[end]))
                    marked++;
            }

            yield return (origin, end - start, marked);
            start = end;
        }
    }
}
