# shellcheck shell=bash
# Installs from Debian what is missing; does nothing where it is present. Debian's own services are not used and not started.

have_postgres() { compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }
have_sshd() { [ -x /usr/sbin/sshd ]; }
have_rabbitmq() { [ -x /usr/lib/rabbitmq/bin/rabbitmq-server ]; }

require_dotnet() {
  if ! command -v dotnet >/dev/null; then
    for folder in "${DOTNET_ROOT:-}" /usr/share/dotnet /usr/lib/dotnet "$HOME/.dotnet"; do
      [ -x "$folder/dotnet" ] && export PATH="$folder:$PATH" && break
    done
  fi
  command -v dotnet >/dev/null && dotnet --list-sdks | grep -q '^10\.' ||
    fail "需要 .NET 10 SDK（dotnet --list-sdks 中未找到 10.x），请先安装：https://dotnet.microsoft.com/download/dotnet/10.0 / the .NET 10 SDK is required"
}

# require NAME…: NAME is postgresql, rabbitmq or sshd.
require() {
  local missing=() name
  for name in "$@"; do
    case $name in
      postgresql) have_postgres || missing+=(postgresql) ;;
      rabbitmq) have_rabbitmq || missing+=(rabbitmq-server) ;;
      sshd) have_sshd || missing+=(openssh-server) ;;
      *) fail "unknown requirement: $name" ;;
    esac
  done
  [ ${#missing[@]} = 0 ] || install_packages "${missing[@]}"
}

install_packages() {
  local sudo=()
  command -v apt-get >/dev/null || fail "缺少 $*，且本机没有 apt-get，请自行安装 / $* is missing and there is no apt-get: install it by hand"
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || fail "缺少 $*：请以 root 运行“apt-get install $*” / missing: run as root: apt-get install $*"
    sudo=(sudo)
  fi
  say "正在安装缺少的软件包 / installing missing packages: $*"
  "${sudo[@]}" bash -s -- "$@" <<'ROOT' || fail "安装失败：请检查 apt 源后手工运行“apt-get install $*” / installation failed: check the apt sources, then run apt-get install $*"
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive
# 101 forbids the packages to start their services while they are installed.
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then printf '#!/bin/sh\nexit 101\n' >"$policy"; chmod 755 "$policy"; trap 'rm -f "$policy"' EXIT; fi
# Without this PostgreSQL's package would create a cluster of its own.
conf=/etc/postgresql-common/createcluster.conf
if [ ! -e "$conf" ]; then mkdir -p "${conf%/*}"; echo 'create_main_cluster = false' >"$conf"; fi
apt-get update -q
apt-get install -q -y --no-install-recommends -o Dpkg::Options::=--force-confold "$@"
ROOT
}
