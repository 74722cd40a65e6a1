#!/usr/bin/env bash
# Measures the dashboard and prints one table: start and idle memory, how it takes telemetry over gRPC and HTTP, memory with all stores full, its
# pages in Chromium, and the whole system with it. Installs what is missing, builds in Release; ports 30000, 9901 and 18888 to 18890 have to be free
# for the last part.
#
#   bench/dashboard.sh                              everything, some four minutes
#   bench/dashboard.sh --parts ingest,memory        some of: start, ingest, memory, pages, system
#   bench/dashboard.sh --parts ingest --scenario spans-grpc --seconds 4
set -euo pipefail
case " $* " in *" --help "* | *" -h "*) sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' "$0"; exit 0 ;; esac
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

if ! command -v chromium >/dev/null; then
  echo "dashboard: installing chromium" >&2
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null
fi

for project in EdgeProxy.AppHost bench/EdgeProxy.OtlpLoad; do
  dotnet build "$project" -c Release -v quiet >&2
done
exec bench/EdgeProxy.OtlpLoad/bin/Release/net10.0/EdgeProxy.OtlpLoad "$@"
