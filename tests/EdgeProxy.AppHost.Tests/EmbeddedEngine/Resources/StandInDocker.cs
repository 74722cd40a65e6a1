namespace EdgeProxy.AppHost.Tests.EmbeddedEngine.Resources;

/// <summary>
/// A <c>docker</c> in a folder of its own, for a machine without Docker: it notes its calls, takes the options of Docker's command line that the
/// engine uses and no other, and lets podman do the work.
/// </summary>
internal sealed class StandInDocker : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("stand-in-docker-");

    private StandInDocker(string script)
    {
        var path = Path.Combine(_folder.FullName, "docker");
        File.WriteAllText(path, $"#!/bin/sh\necho \"$*\" >> '{Log}'\n{script}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public string Folder => _folder.FullName;

    /// <summary>Every call so far.</summary>
    public IReadOnlyList<string> Calls => File.Exists(Log) ? File.ReadAllLines(Log) : [];

    private string Log => Path.Combine(_folder.FullName, "calls");

    /// <summary>One whose daemon is podman.</summary>
    public static StandInDocker Over(string podman) => new($$"""
        command=$1
        for word in "$@"; do
          case "$command $word" in
            "run --rm" | "run --name" | "run --label" | "run --publish" | "run --env" | "run --volume" | "run --entrypoint" | "run --add-host="*":host-gateway") ;;
            "rm --force" | "rm --volumes" | "ps --all" | "ps --quiet" | "ps --filter" | "inspect --format") ;;
            "$command --"*) echo "unknown flag: $word" >&2; exit 125 ;;
          esac
          [ "$command" = run ] && case "$word" in localhost/tiny*) break ;; esac
        done

        # podman of before 4.7 does not know Docker's host-gateway.
        for word do
          shift
          case "$word" in --add-host=*) word="${word%host-gateway}127.0.0.1" ;; esac
          set -- "$@" "$word"
        done

        # Docker's forced removal kills at once, podman's asks first for ten seconds.
        [ "$command" = rm ] && set -- "$@" --time 0
        exec '{{podman}}' "$@"
        """);

    /// <summary>One whose daemon does not run, in Docker's own words.</summary>
    public static StandInDocker WithoutDaemon() =>
        new("echo 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?' >&2\nexit 1");

    public void Dispose() => _folder.Delete(recursive: true);
}
