# shellcheck shell=bash
# Where things are, how scripts speak, and what must end with them. Sourced by every script of deploy/.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
LOCAL=${GATEWAY_LOCAL:-$ROOT/.local}
mkdir -p "$LOCAL"
LOCAL=$(cd "$LOCAL" && pwd -P)

say() { printf '\033[1m== %s\033[0m\n' "$*" >&2; }
fail() { printf '\033[31m错误：%s\033[0m\n' "$*" >&2; exit 1; }

# PostgreSQL refuses to run as root: root steps down to this account.
server_user() { if [ "$(id -u)" = 0 ]; then id -un postgres 2>/dev/null || echo nobody; else id -un; fi; }

as_server_user() {
  if [ "$(id -u)" = 0 ]; then
    local user; user=$(server_user)
    setpriv --reuid "$(id -u "$user")" --regid "$(id -g "$user")" --clear-groups --inh-caps=-all \
      env HOME=/ LC_ALL=C.UTF-8 "$@"
  else
    LC_ALL=C.UTF-8 "$@"
  fi
}

# server_home NAME: a folder that the server's account can reach and whose socket path fits into the kernel's 107 bytes.
# A checkout under /root (or very deep) fails that, so its servers live in /var/tmp instead.
server_home() {
  local wanted=$LOCAL/$1
  mkdir -p "$LOCAL"
  if [ ${#wanted} -gt 70 ] || ! as_server_user test -x "$LOCAL"; then
    local hash; hash=$(printf %s "$LOCAL" | sha256sum | cut -c1-12)
    wanted=/var/tmp/gateway-$hash/$1
  fi
  mkdir -p "$wanted"
  echo "$wanted"
}

# Things to undo, last first, on every way out (end, error, Ctrl-C, TERM).
CLEANUPS=()
at_exit() { CLEANUPS+=("$*"); }
run_cleanups() {
  local code=$? i
  trap - EXIT; trap '' INT TERM HUP
  for ((i = ${#CLEANUPS[@]} - 1; i >= 0; i--)); do eval "${CLEANUPS[i]}" || true; done
  exit "$code"
}
arm_cleanups() { trap run_cleanups EXIT; trap 'exit 130' INT; trap 'exit 143' TERM HUP; }

# stoppable COMMAND…: runs it so that a signal to this script ends it at once (bash would wait for a command in the foreground).
stoppable() {
  local code=0
  "$@" &
  CLEANUPS+=("kill -TERM $! 2>/dev/null; wait $! 2>/dev/null")
  wait $! || code=$?
  unset 'CLEANUPS[-1]'
  return $code
}

# alive PID START: is the process that we started still the one behind this number? (numbers are reused)
started_at() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }
alive() { [ -n "${1:-}" ] && [ -d "/proc/$1" ] && [ "$(started_at "$1")" = "$2" ]; }

# end_process PID [SECONDS]: TERM, wait, then KILL.
end_process() {
  local pid=$1 seconds=${2:-20} start i
  start=$(started_at "$pid") || return 0
  [ -n "$start" ] || return 0
  kill -TERM "$pid" 2>/dev/null || true
  for ((i = 0; i < seconds * 10; i++)); do alive "$pid" "$start" && [ "$(sed 's/.*) //' "/proc/$pid/stat" 2>/dev/null | cut -c1)" != Z ] || return 0; sleep 0.1; done
  kill -KILL "$pid" 2>/dev/null || true
}

# A run's own folder, named by its process; what a killed run left behind is ended and removed by the next one.
RUN_PREFIX=run-
claim_run_folder() {
  sweep_dead_runs
  RUN_NAME=$RUN_PREFIX$$-$(started_at $$)
  RUN_HOME=$(server_home "$RUN_NAME")
  at_exit 'rm -rf "$RUN_HOME"'
}
sweep_dead_runs() {
  local base run pid start
  base=$(dirname "$(server_home probe)"); rmdir "$base/probe" 2>/dev/null || true
  for run in "$base/$RUN_PREFIX"*; do
    [ -d "$run" ] || continue
    IFS=- read -r pid start <<<"${run##*/"$RUN_PREFIX"}"
    alive "$pid" "$start" && continue
    say "清理上次中断的运行 / cleaning up after an interrupted run: $run"
    postgres_stop "$run/postgres"; rabbit_stop "$run/rabbitmq"; rm -rf "$run"
  done
}
