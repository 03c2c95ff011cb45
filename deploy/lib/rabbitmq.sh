# shellcheck shell=bash
# A private RabbitMQ node: its own name, ports, port mapper, cookie and folders. No system service, nothing under /var or /etc.

# rabbit_start HOME: sets RABBIT_PORT, RABBIT_URI and RABBIT_HTTP (the management API, with which tests make virtual hosts).
rabbit_start() {
  local home=$1 password
  mkdir -p "$home/home" "$home/mnesia" "$home/log"; chmod 700 "$home"
  if ! rabbit_running "$home"; then
    # A node's name holds its port: keep the port, or what is stored under the name would be lost.
    RABBIT_PORT=$(cat "$home/port" 2>/dev/null || true)
    if [ -z "$RABBIT_PORT" ] || ! port_is_free "$RABBIT_PORT"; then
      RABBIT_PORT=$(free_port 4); rm -rf "$home/mnesia"; mkdir -p "$home/mnesia"
    fi
    echo "$RABBIT_PORT" >"$home/port"
    rabbit_configure "$home" "$RABBIT_PORT"
    rabbit_launch "$home" "$RABBIT_PORT"
  fi
  RABBIT_PORT=$(cat "$home/port")
  password=$(cat "$home/password")
  RABBIT_URI="amqp://gateway:$password@127.0.0.1:$RABBIT_PORT/"
  RABBIT_HTTP="http://gateway:$password@127.0.0.1:$((RABBIT_PORT + 3))/"
}

rabbit_configure() {
  local home=$1 port=$2
  [ -f "$home/password" ] || (umask 077; head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n' >"$home/password")
  (umask 077; cat >"$home/rabbitmq.conf") <<C
listeners.tcp.1 = 127.0.0.1:$port
management.tcp.ip = 127.0.0.1
management.tcp.port = $((port + 3))
management_agent.disable_metrics_collector = true
default_user = gateway
default_pass = $(cat "$home/password")
vm_memory_high_watermark.absolute = 1GB
disk_free_limit.absolute = 200MB
C
  echo '[rabbitmq_management].' >"$home/enabled_plugins"
  cat >"$home/environment" <<C
export HOME='$home/home'
export RABBITMQ_CONF_ENV_FILE=/dev/null
export RABBITMQ_NODENAME=gateway$port@localhost
export RABBITMQ_DIST_PORT=$((port + 1))
export ERL_EPMD_PORT=$((port + 2)) ERL_EPMD_ADDRESS=127.0.0.1
export RABBITMQ_CONFIG_FILE='$home/rabbitmq.conf' RABBITMQ_ADVANCED_CONFIG_FILE='$home/none.config'
export RABBITMQ_ENABLED_PLUGINS_FILE='$home/enabled_plugins'
export RABBITMQ_MNESIA_BASE='$home/mnesia' RABBITMQ_LOG_BASE='$home/log' RABBITMQ_PID_FILE='$home/pid'
export ERL_CRASH_DUMP='$home/log/erl_crash.dump'
export RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS="-kernel inet_dist_use_interface {127,0,0,1}"
C
}

rabbit_launch() {
  local home=$1 port=$2 launcher i
  rm -f "$home/pid"
  (. "$home/environment"; exec setsid /usr/lib/rabbitmq/bin/rabbitmq-server >"$home/log/stdout" 2>&1 </dev/null) &
  launcher=$!
  printf '%s %s\n' "$launcher" "$(started_at "$launcher")" >"$home/launcher"
  for ((i = 0; i < 600; i++)); do
    if [ -s "$home/pid" ] && answers "$port" && answers $((port + 3)); then
      printf '%s %s\n' "$(cat "$home/pid")" "$(started_at "$(cat "$home/pid")")" >"$home/process"
      disown "$launcher" 2>/dev/null || true
      return 0
    fi
    kill -0 "$launcher" 2>/dev/null || break
    sleep 0.1
  done
  tail -20 "$home/log/stdout" >&2
  fail "RabbitMQ 启动失败，日志：$home/log / RabbitMQ did not start"
}

rabbit_running() {
  local pid start
  [ -f "$1/process" ] && read -r pid start <"$1/process" && alive "$pid" "$start"
}

# The Erlang machine stops the broker cleanly on TERM. A node that is still coming up has stored nothing: its group is killed.
# Its port mapper is a daemon of its own, on a port that is ours alone.
rabbit_stop() {
  local home=$1 pid start
  [ -f "$home/port" ] || return 0
  if rabbit_running "$home"; then
    read -r pid start <"$home/process"; end_process "$pid" 30
  elif [ -f "$home/launcher" ] && read -r pid start <"$home/launcher" && alive "$pid" "$start"; then
    kill -KILL -- -"$pid" 2>/dev/null || true
  fi
  rm -f "$home/process" "$home/launcher"
  ERL_EPMD_PORT=$(($(cat "$home/port") + 2)) HOME=$home/home epmd -kill >/dev/null 2>&1 || true
}
