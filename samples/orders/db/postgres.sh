#!/bin/sh
# A PostgreSQL of this machine with a data folder that lives as long as it does. It listens on PGPORT; POSTGRES_PASSWORD is that of the user orders.
set -eu

for folder in /usr/lib/postgresql/*/bin /opt/homebrew/opt/postgresql*/bin; do
  [ -x "$folder/initdb" ] && PATH=$folder:$PATH
done
command -v initdb >/dev/null || { echo "PostgreSQL is not installed. Debian: apt-get install postgresql; macOS: brew install postgresql" >&2; exit 1; }

# The server refuses to run as root, and so it should.
as=
if [ "$(id -u)" -eq 0 ]; then
  user=$(id -un postgres 2>/dev/null || echo nobody)
  as="setpriv --reuid=$user --regid=$(id -g "$user") --clear-groups --"
fi

# A run that was killed could not remove its folder.
for left in "${TMPDIR:-/tmp}"/orders-db.*; do
  [ -f "$left/postmaster.pid" ] && ! kill -0 "$(head -n 1 "$left/postmaster.pid")" 2>/dev/null && rm -rf "$left"
done

data=$(mktemp -d "${TMPDIR:-/tmp}/orders-db.XXXXXX")
[ -z "$as" ] || chown "$user" "$data"
server=
trap 'cd /; rm -rf "$data"' EXIT
trap '[ -z "$server" ] || kill -INT "$server" 2>/dev/null' TERM INT

# The password goes through a pipe of the server's own user: no file has it, and no list of processes.
cd "$data"
export PGDATA="$data"
$as sh -c 'printf "%s\n" "$POSTGRES_PASSWORD" | initdb --username=orders --auth=scram-sha-256 --pwfile=/dev/stdin --encoding=UTF8 --no-locale --no-sync' >/dev/null
$as postgres -p "$PGPORT" -c listen_addresses=localhost -c unix_socket_directories= &
server=$!

# A signal ends the wait, not the server: it is waited for until it is gone.
status=0
wait "$server" || status=$?
while kill -0 "$server" 2>/dev/null; do wait "$server" && status=0 || status=$?; done
exit "$status"
