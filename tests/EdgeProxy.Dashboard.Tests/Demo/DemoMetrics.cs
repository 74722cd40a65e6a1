using Google.Protobuf;
using OpenTelemetry.Proto.Collector.Metrics.V1;
using OpenTelemetry.Proto.Common.V1;
using OpenTelemetry.Proto.Metrics.V1;

namespace EdgeProxy.Dashboard.Tests.Demo;

/// <summary>Five minutes of metrics at one point in two seconds, with a minute of silence of one replica.</summary>
internal static class DemoMetrics
{
    private const int Points = 150;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);
    private static readonly double[] Bounds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5];

    public static IEnumerable<ExportMetricsServiceRequest> For(DateTimeOffset now, Random random)
    {
        foreach (var (service, instance) in DemoShop.Processes)
        {
            var requests = new MetricSeed();
            var start = Nano(now - (Points * Interval));
            for (var index = 0; index < Points; index++)
            {
                var wave = 12 + (8 * Math.Sin(index / 14.0)) + (random.NextDouble() * 5);
                requests.Step(random, wave);
                if (instance == "f9c4rk1e" && index is > 60 and < 90)
                    continue;
                var time = Nano(now - ((Points - index) * Interval));
                yield return Request(service, instance, requests.Metrics(start, time, wave, Bounds));
            }
        }
    }

    private static ulong Nano(DateTimeOffset time) => (ulong)(time - DateTimeOffset.UnixEpoch).Ticks * 100;

    private static ExportMetricsServiceRequest Request(string service, string instance, IEnumerable<(string Meter, Metric Metric)> metrics)
    {
        var resource = new ResourceMetrics { Resource = DemoShop.ResourceOf(service, instance) };
        foreach (var meter in metrics.GroupBy(metric => metric.Meter))
        {
            var scope = new ScopeMetrics { Scope = new InstrumentationScope { Name = meter.Key } };
            scope.Metrics.AddRange(meter.Select(metric => metric.Metric));
            resource.ScopeMetrics.Add(scope);
        }

        return new ExportMetricsServiceRequest { ResourceMetrics = { resource } };
    }

    private sealed class MetricSeed
    {
        private readonly ulong[][] _buckets = [new ulong[Bounds.Length + 1], new ulong[Bounds.Length + 1]];
        private readonly double[] _sums = new double[2];
        private readonly byte[] _traceId = new byte[16];
        private readonly byte[] _spanId = new byte[8];
        private double _exemplar;

        public void Step(Random random, double requests)
        {
            for (var request = 0; request < requests * 12; request++)
            {
                var status = random.Next(40) == 0 ? 1 : 0;
                var seconds = random.Next(25) == 0 ? 0.06 + (random.NextDouble() * 0.09) : 0.002 + (random.NextDouble() * random.NextDouble() * 0.04);
                var bucket = Bounds.TakeWhile(bound => seconds > bound).Count();
                _buckets[status][bucket]++;
                _sums[status] += seconds;
                _exemplar = seconds;
            }

            random.NextBytes(_traceId);
            random.NextBytes(_spanId);
        }

        public IEnumerable<(string Meter, Metric Metric)> Metrics(ulong start, ulong time, double wave, double[] bounds)
        {
            var histogram = new Histogram { AggregationTemporality = AggregationTemporality.Cumulative };
            for (var status = 0; status < 2; status++)
            {
                var point = new HistogramDataPoint
                {
                    StartTimeUnixNano = start,
                    TimeUnixNano = time,
                    Count = _buckets[status].Aggregate(0UL, (sum, count) => sum + count),
                    Sum = _sums[status],
                    Attributes = { DemoShop.Text("http.request.method", "GET"), DemoShop.Number("http.response.status_code", status == 0 ? 200 : 503) },
                };
                point.BucketCounts.AddRange(_buckets[status]);
                point.ExplicitBounds.AddRange(bounds);
                if (status == 0)
                {
                    point.Exemplars.Add(new Exemplar
                    {
                        AsDouble = _exemplar,
                        TimeUnixNano = time,
                        TraceId = ByteString.CopyFrom(_traceId),
                        SpanId = ByteString.CopyFrom(_spanId),
                    });
                }

                histogram.DataPoints.Add(point);
            }

            yield return ("Microsoft.AspNetCore.Hosting", new Metric
            {
                Name = "http.server.request.duration",
                Unit = "s",
                Description = "Duration of HTTP server requests.",
                Histogram = histogram,
            });
            yield return ("Microsoft.AspNetCore.Hosting", Gauge("http.server.active_requests", "{request}", "Number of active HTTP server requests.", time, Math.Floor(wave / 4), isSum: true));
            yield return ("System.Runtime", Gauge("dotnet.process.memory.working_set", "By", "The amount of physical memory mapped to the process context.", time, 48e6 + (wave * 6e5), isSum: true));
            yield return ("System.Runtime", Gauge("dotnet.thread_pool.thread.count", "{thread}", "The number of thread pool threads that currently exist.", time, 4 + Math.Floor(wave / 8), isSum: false));
            var total = _buckets.SelectMany(counts => counts).Aggregate(0UL, (sum, count) => sum + count);
            yield return ("Microsoft.AspNetCore.Server.Kestrel", new Metric
            {
                Name = "kestrel.connections.accepted",
                Unit = "{connection}",
                Description = "Connections accepted by the server.",
                Sum = new Sum
                {
                    IsMonotonic = true,
                    AggregationTemporality = AggregationTemporality.Cumulative,
                    DataPoints = { new NumberDataPoint { StartTimeUnixNano = start, TimeUnixNano = time, AsInt = (long)total } },
                },
            });
        }

        private static Metric Gauge(string name, string unit, string description, ulong time, double value, bool isSum)
        {
            var point = new NumberDataPoint { TimeUnixNano = time, AsDouble = value };
            var metric = new Metric { Name = name, Unit = unit, Description = description };
            if (isSum)
                metric.Sum = new Sum { AggregationTemporality = AggregationTemporality.Cumulative, DataPoints = { point } };
            else
                metric.Gauge = new Gauge { DataPoints = { point } };
            return metric;
        }
    }
}
