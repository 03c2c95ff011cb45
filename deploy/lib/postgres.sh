# shellcheck shell=bash
# A private PostgreSQL: its own data folder, port, socket and password; reachable from this machine only.

postgres_bin() { ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1; }

# postgres_start HOME: starts (creates, where new) the server in HOME and sets POSTGRES_PORT, POSTGRES_CONNECTION (without a database).
postgres_start() {
  local home=$1 bin user; bin=$(postgres_bin); user=$(server_user)
  mkdir -p "$home"; chmod 700 "$home"
  [ "$(id -u)" != 0 ] || chown "$user" "$home"
  [ -f "$home/data/PG_VERSION" ] || postgres_create "$home" "$bin" "$user"
  if ! postgres_running "$home"; then
    POSTGRES_PORT=$(cat "$home/port" 2>/dev/null || true)
    [ -n "$POSTGRES_PORT" ] && port_is_free "$POSTGRES_PORT" || POSTGRES_PORT=$(free_port)
    echo "$POSTGRES_PORT" >"$home/port"
    postgres_configure "$home" "$POSTGRES_PORT"
    (cd / && as_server_user "$bin/pg_ctl" -D "$home/data" -w -t 60 -l "$home/server.log" start </dev/null >/dev/null) ||
      { tail -20 "$home/server.log" >&2; fail "PostgreSQL 启动失败，日志：$home/server.log / PostgreSQL did not start"; }
  fi
  POSTGRES_PORT=$(cat "$home/port")
  POSTGRES_CONNECTION="Host=127.0.0.1;Port=$POSTGRES_PORT;Username=postgres;Password=$(cat "$home/password")"
  export PGHOST=127.0.0.1 PGPORT=$POSTGRES_PORT PGUSER=postgres PGPASSWORD; PGPASSWORD=$(cat "$home/password")
}

postgres_create() {
  local home=$1 bin=$2 user=$3
  rm -rf "$home/data"
  (umask 077; head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n' >"$home/password")
  [ "$(id -u)" != 0 ] || chown "$user" "$home/password"
  (cd / && as_server_user "$bin/initdb" -D "$home/data" -U postgres -A scram-sha-256 --pwfile="$home/password" -E UTF8 --locale=C.UTF-8 --no-sync >"$home/initdb.log" 2>&1) ||
    { cat "$home/initdb.log" >&2; fail "initdb 失败 / initdb failed"; }
  echo "include = 'gateway.conf'" >>"$home/data/postgresql.conf"
}

# Tuned for bulk work, never at the price of durability: a promise measured with fsync off would be none.
postgres_configure() {
  cat >"$1/data/gateway.conf" <<C
port = $2
listen_addresses = '127.0.0.1'
unix_socket_directories = '$1'
max_connections = 200
shared_buffers = 512MB
work_mem = 32MB
maintenance_work_mem = 256MB
fsync = on
synchronous_commit = on
full_page_writes = on
wal_compression = on
max_wal_size = 4GB
min_wal_size = 512MB
checkpoint_timeout = 15min
checkpoint_completion_target = 0.9
jit = off
timezone = 'UTC'
log_timezone = 'UTC'
C
  [ "$(id -u)" != 0 ] || chown "$(server_user)" "$1/data/gateway.conf"
}

postgres_running() {
  [ -f "$1/data/postmaster.pid" ] && (cd / && as_server_user "$(postgres_bin)/pg_ctl" -D "$1/data" status >/dev/null 2>&1)
}

postgres_stop() {
  postgres_running "$1" || return 0
  (cd / && as_server_user "$(postgres_bin)/pg_ctl" -D "$1/data" -m fast -w -t 60 stop >/dev/null) ||
    (cd / && as_server_user "$(postgres_bin)/pg_ctl" -D "$1/data" -m immediate -w stop >/dev/null)
}

postgres_database() {
  "$(postgres_bin)/psql" -XAtqc "select 1 from pg_database where datname = '$1'" postgres | grep -q 1 || "$(postgres_bin)/createdb" "$1"
}
