#!/bin/sh
# Run a command beside a fresh PostgreSQL that lives as long as the command: sh tools/with_postgres.sh pytest -m database
# It takes Debian's package, listens on a socket in a directory of its own (no port), and leaves nothing behind.
set -eu
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
[ -n "$bin" ] || { echo "PostgreSQL is not here; on Debian: apt-get install postgresql" >&2; exit 2; }

place=$(mktemp -d "${TMPDIR:-/tmp}/comity-postgres.XXXXXX")
# PostgreSQL refuses to run as root.
if [ "$(id -u)" = 0 ]; then
    chown postgres "$place"
    as() { runuser -u postgres -- "$@"; }
    user=postgres
else
    as() { "$@"; }
    user=$(id -un)
fi
stop() {
    as "$bin/pg_ctl" -D "$place/data" -m immediate stop >/dev/null 2>&1 || true
    rm -rf "$place"
}
trap stop EXIT
trap 'exit 130' INT TERM

cd "$place"
as "$bin/initdb" -D "$place/data" -U "$user" -A trust -E UTF8 --locale=C.UTF-8 >/dev/null
as "$bin/pg_ctl" -D "$place/data" -s -w -l "$place/log" \
    -o "-c listen_addresses= -c unix_socket_directories='$place' -c fsync=off -c full_page_writes=off -c synchronous_commit=off" start >/dev/null
cd "$OLDPWD"
DATABASE_URL="postgres://$user@$(printf %s "$place" | sed 's|/|%2F|g')/postgres" "$@"
