#!/usr/bin/env bash
# Measures the start and the stop of EdgeProxy.AppHost beside an AppHost of the same three projects that has nothing but what Aspire has (bench/EdgeProxy.PlainAppHost):
#   the time from 'dotnet run --no-build' to the first 200 through port 30000, the processor time until then, the memory of all processes,
#   the time from SIGTERM until the services, the AppHost and everything are gone, and what is left after kill -9 of the AppHost.
#
#   bench/startup.sh [--repeat N] [--configuration Debug|Release] [--only edge|plain]
#
# Runs are interleaved; medians of N (5) are printed, with their ratio and the slowest. Linux alone. The ports 30000, 9901 and 18888 to 18890 must be free.
set -euo pipefail
case " $* " in *" --help "* | *" -h "*) sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' "$0"; exit 0 ;; esac
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
configuration=Debug
for ((i = 1; i <= $#; i++)); do [ "${!i}" = --configuration ] && next=$((i + 1)) && configuration=${!next:-Debug}; done
for project in EdgeProxy.AppHost bench/EdgeProxy.PlainAppHost bench/EdgeProxy.StartupBench; do
  dotnet build "$project" --configuration "$configuration" --verbosity quiet >&2
done
exec dotnet run --no-build --configuration "$configuration" --project bench/EdgeProxy.StartupBench -- "$@"
