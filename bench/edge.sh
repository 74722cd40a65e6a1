#!/usr/bin/env bash
# Measures the gateway beside HAProxy, nginx, Caddy and a bare YARP, on loopback: installs what is missing, builds in Release, runs the matrix.
#
#   bench/edge.sh --page docs/performance.md   the whole matrix, some 20 minutes; results go into the page and the picture beside it
#   bench/edge.sh --quick                      three cases, a few minutes: what did a change give?
#   bench/edge.sh --scale                      2,000 clusters and 20,000 routes: start, DNS questions, cost of a request
#   bench/edge.sh --start                      start, memory and size: the usual builds, ReadyToRun and ahead of time (needs a C toolchain)
#   bench/edge.sh --allocations                what a request allocates under load, by type
#   bench/edge.sh --help                       all options
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 PATH=$PATH:/usr/sbin

case " $* " in *" --help "* | *" -h "*)
  dotnet build bench/EdgeProxy.EdgeBench -c Release -v quiet >&2
  exec bench/EdgeProxy.EdgeBench/bin/Release/net10.0/EdgeProxy.EdgeBench --help ;;
esac

# Program, then the Debian package that has it.
missing=()
for tool in haproxy:haproxy nginx:nginx caddy:caddy wrk:wrk h2load:nghttp2-client; do
  command -v "${tool%%:*}" >/dev/null || missing+=("${tool#*:}")
done
if [ ${#missing[@]} -gt 0 ]; then
  echo "edge: installing ${missing[*]}" >&2
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
fi

for project in EdgeProxy.Gateway bench/EdgeProxy.BareYarp bench/EdgeProxy.BareApi PingService bench/EdgeProxy.EdgeBench; do
  dotnet build "$project" -c Release -v quiet >&2
done

if [[ " $* " == *" --start "* ]]; then
  published=$(mktemp -d)
  trap 'rm -rf "$published"' EXIT
  for project in EdgeProxy.Gateway PingService; do
    for kind in r2r aot; do
      dotnet publish "$project" -c Release -v quiet -p:ImageKind=$kind -o "$published/$project-$kind" >&2
    done
  done
  bench/EdgeProxy.EdgeBench/bin/Release/net10.0/EdgeProxy.EdgeBench "$@" --published "$published"
  exit
fi

ulimit -n "$(ulimit -Hn)"
exec bench/EdgeProxy.EdgeBench/bin/Release/net10.0/EdgeProxy.EdgeBench "$@"
