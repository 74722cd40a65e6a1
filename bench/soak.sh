#!/usr/bin/env bash
# The whole system under a steady load for a long time: settings are written anew every 20 s, a replica is killed every 30 s, the dashboard
# receives everything and a browser has it open. Prints the slope of memory, handles, threads and latency; the exit code is 0 when no request failed.
#
#   bench/soak.sh [--minutes 30] [--rate 200] [--warmup 60]
set -euo pipefail
case " $* " in *" --help "* | *" -h "*) sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' "$0"; exit 0 ;; esac
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
dotnet build bench/EdgeProxy.Soak --configuration Release --verbosity quiet
exec dotnet bench/EdgeProxy.Soak/bin/Release/net10.0/EdgeProxy.Soak.dll --repository "$PWD" "$@"
