# shellcheck shell=bash
# Background programs: started, waited for by a condition, ended by their own id.

# start_program NAME LOG COMMAND…: sets PROGRAM_PID and ends the program with the script.
start_program() {
  local name=$1 log=$2; shift 2
  "$@" >>"$log" 2>&1 </dev/null &
  PROGRAM_PID=$!
  at_exit "end_process $PROGRAM_PID 30; wait $PROGRAM_PID 2>/dev/null"
}

# wait_until NAME LOG PID SECONDS COMMAND…: until COMMAND succeeds; fails with the log's end when the program dies or time is up.
wait_until() {
  local name=$1 log=$2 pid=$3 seconds=$4 i; shift 4
  for ((i = 0; i < seconds * 5; i++)); do
    "$@" >/dev/null 2>&1 && return 0
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.2
  done
  tail -20 "$log" >&2
  fail "$name 没有就绪，日志：$log / did not become ready"
}

# http_ok PORT PATH: does it answer 200? (no curl on a fresh Debian)
http_ok() (
  exec 4<>"/dev/tcp/127.0.0.1/$1" || exit 1
  printf 'GET %s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n' "$2" >&4
  read -r -t 5 line <&4 || true
  [[ $line == *" 200 "* ]]
)
