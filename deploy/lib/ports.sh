# shellcheck shell=bash
# Free TCP ports of the loopback, below the range that the kernel hands out to outgoing connections (32768 and up).

port_is_free() {
  local hex; hex=$(printf '%04X' "$1")
  ! cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | awk -v p=":$hex" 'index($2, p) { found = 1 } END { exit !found }'
}

# free_port [COUNT [OFFSET…]]: a port P such that P…P+COUNT-1 and every P+OFFSET are free.
free_port() {
  local count=${1:-1} port offset tries; shift || true
  for ((tries = 0; tries < 200; tries++)); do
    port=$((20000 + (RANDOM * 32768 + RANDOM) % 12000))
    for ((offset = 0; offset < count; offset++)); do port_is_free $((port + offset)) || continue 2; done
    for offset in "$@"; do port_is_free $((port + offset)) || continue 2; done
    echo "$port"; return 0
  done
  fail "找不到空闲端口 / no free port between 20000 and 32000"
}

answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
