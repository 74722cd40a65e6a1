#!/usr/bin/env bash
# Measures the start and the stop of the whole system, side by side with the least that could be done:
#   system    'dotnet run --no-build' of the AppHost, until the first 200 through the edge
#   least     an empty 'dotnet run --no-build', plus the same five processes started together by this script, until the first 200
#   stop      from Ctrl+C (SIGINT) to the AppHost's end, when every process has ended
#
#   bench/startup.sh [--dashboard] [--repeat N] [--configuration Debug|Release]
#
# The runs are interleaved; medians of N (5) are printed, with their ratio. Build first: nothing is built here but the empty program.
set -euo pipefail
case " $* " in *" --help "* | *" -h "*) sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' "$0"; exit 0 ;; esac
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

repeat=5 configuration=Debug dashboard=false
while [ $# -gt 0 ]; do
  case "$1" in
    --dashboard) dashboard=true ;;
    --repeat) repeat=$2; shift ;;
    --configuration) configuration=$2; shift ;;
    *) sed -n '2,10p' "$0"; exit 2 ;;
  esac
  shift
done

edge=30000
if (exec 3<>/dev/tcp/127.0.0.1/$edge) 2>/dev/null; then
  echo "startup: port $edge is taken, so another program would be measured. Stop what listens there (ss -ltnp 'sport = :$edge' names it)." >&2
  exit 1
fi

work=$(mktemp -d)
pids=()
trap 'for pid in "${pids[@]}"; do kill -KILL "-$pid" 2>/dev/null || true; done; rm -rf "$work"' EXIT

now() { echo $((${EPOCHREALTIME/[.,]/} / 1000)); }

# The first 200 of the edge, asked without a program for each try.
until_served() {
  local line limit=$((SECONDS + 30))
  while :; do
    if exec 3<>/dev/tcp/127.0.0.1/$edge; then
      printf 'GET /ping HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n' >&3
      read -r line <&3 || line=
      exec 3>&-
      case "$line" in *" 200 "*) return ;; esac
    fi 2>/dev/null
    [ $SECONDS -lt $limit ] || { echo "startup: no 200 from port $edge within 30 s" >&2; exit 1; }
    sleep 0.01
  done
}

# Interactive shells start background jobs with SIGINT in force; scripts do not. 'setsid' and perl give it back.
start() { perl -e '$SIG{INT}="DEFAULT"; use POSIX; setsid(); exec @ARGV' "$@" >"$work/log" 2>&1 </dev/null & pids+=($!); disown; }

ended() { local limit=$((SECONDS + 30)); while kill -0 "$1" 2>/dev/null && [ $SECONDS -lt $limit ]; do sleep 0.01; done; }

median() { sort -n | awk '{ v[NR] = $1 } END { print (NR % 2) ? v[(NR + 1) / 2] : int((v[NR / 2] + v[NR / 2 + 1]) / 2) }'; }

mkdir "$work/empty"
cat >"$work/empty/empty.csproj" <<'PROJECT'
<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>
PROJECT
echo 'return;' >"$work/empty/Program.cs"
dotnet build "$work/empty" -c "$configuration" -v quiet >&2

program() { echo "$PWD/$1/bin/$configuration/net10.0/$1"; }

system() {
  local began served run apphost
  began=$(now)
  start dotnet run --no-build -c "$configuration" --project EdgeProxy.AppHost -- "--Dashboard:Enabled=$dashboard"
  run=${pids[-1]}
  until_served
  served=$(now)
  echo $((served - began)) >>"$work/system"
  sleep 1
  apphost=$(pgrep -P "$run" -f EdgeProxy.AppHost | head -1)
  began=$(now)
  kill -INT "$apphost"
  ended "$run"
  echo $(($(now) - began)) >>"$work/stop"
}

least() {
  local began empty name port
  began=$(now)
  dotnet run --no-build -c "$configuration" --project "$work/empty"
  empty=$(($(now) - began))
  export ASPNETCORE_ENVIRONMENT=Development
  began=$(now)
  for name in ping:5101 ping:5102 pong:5103 pong:5104; do
    port=${name#*:}
    case $name in ping*) name=PingService ;; *) name=PongService ;; esac
    ASPNETCORE_URLS=http://localhost:$port start "$(program $name)" --contentRoot "$PWD/$name"
  done
  ASPNETCORE_URLS=http://localhost:$edge EDGE_ADMIN_PORT=9901 Edge__Drain__Time=00:00:00 \
    start env \
    'services__ping-svc__http__0=http://localhost:5101' 'services__ping-svc__http__1=http://localhost:5102' \
    'services__pong-svc__http__0=http://localhost:5103' 'services__pong-svc__http__1=http://localhost:5104' \
    "$(program EdgeProxy.Gateway)" --contentRoot "$PWD/EdgeProxy.Gateway"
  until_served
  echo $((empty + $(now) - began)) >>"$work/least"
  for pid in "${pids[@]: -5}"; do kill -KILL "$pid"; done 2>/dev/null
  for pid in "${pids[@]: -5}"; do ended "$pid"; done
}

for ((run = 1; run <= repeat; run++)); do
  echo "startup: run $run of $repeat" >&2
  system
  least
done

a=$(median <"$work/system") b=$(median <"$work/least") c=$(median <"$work/stop")
printf 'system (dotnet run to the first 200)   %5d ms   of %s\n' "$a" "$(sort -n "$work/system" | xargs)"
printf 'least  (empty run + the processes)     %5d ms   of %s\n' "$b" "$(sort -n "$work/least" | xargs)"
printf 'ratio                                  %5s\n' "$(awk -v a="$a" -v b="$b" 'BEGIN { printf "%.2f", a / b }')"
printf 'stop   (Ctrl+C to everything ended)    %5d ms   of %s\n' "$c" "$(sort -n "$work/stop" | xargs)"
