namespace EdgeProxy.EdgeBench;

/// <summary>One nginx that is four backends, two behind each cluster, and the end of the telemetry.</summary>
internal static class Backends
{
    public static async Task<ChildProcess> StartAsync(Workplace workplace)
    {
        Directory.CreateDirectory(workplace.File("www"));
        workplace.Write("www/100k", new string('a', 100 * 1024));
        // The filter may change the length, so nginx sends the file in chunks.
        workplace.Write("www/stream", new string('a', 1024 * 1024));
        var servers = string.Concat(workplace.Ping.Select(port => Server(workplace, port, "ping me 1234")).Concat(workplace.Pong.Select(port => Server(workplace, port, "pong you ..."))));
        var file = workplace.Write("backends.conf", $$"""
            daemon off;
            worker_processes 1;
            pid {{workplace.File("backends.pid")}};
            error_log stderr;
            events { worker_connections 8192; }
            http {
              access_log off;
              default_type text/plain;
              keepalive_requests 1000000000;
              open_file_cache max=10;
              sendfile on;
              client_body_temp_path {{workplace.File("body")}};
              {{servers}}
              server { listen 127.0.0.1:{{workplace.Telemetry}}; location / { default_type application/x-protobuf; return 200; } }
            }
            """);
        return await ChildProcess.StartAsync(["nginx", "-c", file], workplace.Ping[0], workplace.File("backends.log"));
    }

    private static string Server(Workplace workplace, int port, string body) => $$"""

          server {
            listen 127.0.0.1:{{port}} backlog=4096;
            location / { return 200 "{{body}}"; }
            location = /ping/1k { return 200 "{{new string('a', 1024)}}"; }
            location = /ping/100k { alias {{workplace.File("www/100k")}}; }
            location = /ping/stream { sub_filter_types *; sub_filter nothing something; alias {{workplace.File("www/stream")}}; }
          }
        """;
}
