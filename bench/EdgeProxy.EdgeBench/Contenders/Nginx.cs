namespace EdgeProxy.EdgeBench.Contenders;

/// <summary>nginx with a worker for each core, kept upstream connections and a buffered access log. HTTP/2 needs a port of its own.</summary>
internal static class Nginx
{
    public static async Task<Contender> StartAsync(Workplace workplace)
    {
        var port = Workplace.FreePort();
        var http2Port = Workplace.FreePort();
        var file = workplace.Write("nginx.conf", $$"""
            daemon off;
            worker_processes {{Environment.ProcessorCount}};
            pid {{workplace.File("nginx.pid")}};
            error_log stderr;
            events { worker_connections 8192; }
            http {
              access_log {{workplace.File("nginx-access.log")}} combined buffer=64k flush=1s;
              keepalive_requests 1000000000;
              client_body_temp_path {{workplace.File("nginx-body")}};
              proxy_temp_path {{workplace.File("nginx-proxy")}};
              proxy_http_version 1.1;
              proxy_set_header Connection "";
              proxy_set_header Host $http_host;
              proxy_connect_timeout 250ms;
              proxy_read_timeout 15s;
              upstream ping-cluster { server 127.0.0.1:{{workplace.Ping[0]}}; server 127.0.0.1:{{workplace.Ping[1]}}; keepalive 1024; keepalive_requests 1000000000; }
              upstream pong-cluster { server 127.0.0.1:{{workplace.Pong[0]}}; server 127.0.0.1:{{workplace.Pong[1]}}; keepalive 1024; keepalive_requests 1000000000; }
              server {
                listen 127.0.0.1:{{port}} backlog=4096;
                listen 127.0.0.1:{{http2Port}} http2 backlog=4096;
                location /pong { proxy_pass http://pong-cluster; }
                location / { proxy_pass http://ping-cluster; }
              }
            }
            """);
        var process = await ChildProcess.StartAsync(["nginx", "-c", file], port, workplace.File("nginx.log"));
        var version = await Tool.FirstLineAsync("nginx", "-v");
        return new Contender("nginx", version.Split('/')[^1], port, http2Port, process);
    }
}
