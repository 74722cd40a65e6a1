using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace EdgeProxy.OtlpLoad;

/// <summary>A dashboard on free ports of its own.</summary>
internal sealed class DashboardProcess : IAsyncDisposable
{
    private const double MiB = 1024 * 1024;
    private readonly Process _process;

    private DashboardProcess(Process process, Uri grpc, Uri http, TimeSpan readyAfter)
    {
        _process = process;
        Grpc = grpc;
        Http = http;
        ReadyAfter = readyAfter;
    }

    public Uri Grpc { get; }

    public Uri Http { get; }

    /// <summary>From the start of the process to the first answer of its pages.</summary>
    public TimeSpan ReadyAfter { get; }

    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public double ResidentMiB
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / MiB;
        }
    }

    public double PeakResidentMiB
    {
        get
        {
            // "VmHWM:    123456 kB"; Process.PeakWorkingSet64 is not known on Linux.
            var line = File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
        }
    }

    public static async Task<DashboardProcess> StartAsync(string dll)
    {
        var (frontend, grpc, http) = (FreeUrl(), FreeUrl(), FreeUrl());
        var watch = Stopwatch.StartNew();
        var start = new ProcessStartInfo("dotnet", [Path.GetFullPath(dll)])
        {
            WorkingDirectory = Path.GetDirectoryName(Path.GetFullPath(dll)),
            RedirectStandardOutput = true,
            Environment =
            {
                ["ASPNETCORE_URLS"] = frontend.ToString(),
                ["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = grpc.ToString(),
                ["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"] = http.ToString(),
                ["ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS"] = "true",
            },
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException($"'{dll}' could not be started.");
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        using var client = new HttpClient();
        while (!await AnswersAsync(client, frontend))
        {
            if (process.HasExited || watch.Elapsed > TimeSpan.FromSeconds(30))
                throw new InvalidOperationException($"'{dll}' did not answer at {frontend}.");
            await Task.Delay(5);
        }

        return new DashboardProcess(process, grpc, http, watch.Elapsed);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static async Task<bool> AnswersAsync(HttpClient client, Uri url)
    {
        try
        {
            await client.GetAsync(url);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static Uri FreeUrl()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }
}
