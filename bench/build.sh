#!/usr/bin/env bash
# Measures how long the AppHost takes to build, with all that it starts, in a copy of what git knows:
#   clean      nothing built before, packages in the local cache
#   nothing    nothing changed since
#   one line   a line of PingService changed
#
#   bench/build.sh [--repeat N]
#
# Medians of N (3) are printed. The build server is left running, as it is at work.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

repeat=3
while [ $# -gt 0 ]; do
  case "$1" in
    --repeat) repeat=$2; shift ;;
    *) sed -n '2,9p' "$0"; exit 2 ;;
  esac
  shift
done

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
git ls-files -z | xargs -0 cp --parents -t "$work"
cd "$work"

timed() { local begin=${EPOCHREALTIME/[.,]/}; "$@" >"$work/log" || { cat "$work/log" >&2; exit 1; }; echo $(((${EPOCHREALTIME/[.,]/} - begin) / 1000)); }
median() { sort -n | awk '{ v[NR] = $1 } END { print (NR % 2) ? v[(NR + 1) / 2] : int((v[NR / 2] + v[NR / 2 + 1]) / 2) }'; }
build() { dotnet build EdgeProxy.AppHost -v quiet; }

build >/dev/null # restores, and starts the build server
for ((i = 0; i < repeat; i++)); do
  find . -type d \( -name bin -o -name obj \) -prune -exec rm -rf {} +
  timed build >>clean
  timed build >>nothing
  echo "// $i" >>PingService/PingAnswer.cs
  timed build >>line
done
printf '%-10s %6s ms\n' clean "$(median <clean)" nothing "$(median <nothing)" 'one line' "$(median <line)"
