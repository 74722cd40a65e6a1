using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace EdgeProxy.OtlpLoad;

/// <summary>A dashboard on free ports of its own.</summary>
internal sealed class DashboardProcess : IAsyncDisposable
{
    private const double Megabyte = 1e6;
    private readonly Process _process;

    private DashboardProcess(Process process, Uri frontend, Uri grpc, Uri http, TimeSpan readyAfter)
    {
        _process = process;
        Frontend = frontend;
        Grpc = grpc;
        Http = http;
        ReadyAfter = readyAfter;
    }

    public Uri Frontend { get; }

    public Uri Grpc { get; }

    public Uri Http { get; }

    /// <summary>From the start of the process to the login page, whole.</summary>
    public TimeSpan ReadyAfter { get; }

    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Resident memory in megabytes, of 1,000,000 bytes.</summary>
    public double ResidentMegabytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / Megabyte;
        }
    }

    /// <summary>The most that was ever resident.</summary>
    public double PeakResidentMegabytes
    {
        get
        {
            // "VmHWM:    123456 kB"; Process.PeakWorkingSet64 is not known on Linux.
            var line = File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024 / Megabyte;
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

        return new DashboardProcess(process, frontend, grpc, http, watch.Elapsed);
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
            using var page = await client.GetAsync(new Uri(url, "login"));
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
