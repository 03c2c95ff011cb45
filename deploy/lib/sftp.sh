# shellcheck shell=bash
# Debian's own SSH server on a port of its own of loopback: SFTP only, one key of its own, the rights of whoever runs the script.

# sftp_start HOME: sets SFTP_PORT, SFTP_HOST_KEY (fingerprint) and SFTP_KEY (file of the key that logs in).
sftp_start() {
  local home=$1 key
  mkdir -p "$home"; chmod 700 "$home"
  for key in host user; do
    [ -s "$home/$key" ] || ssh-keygen -q -t ed25519 -N '' -C gateway-demo -f "$home/$key"
  done
  cp "$home/user.pub" "$home/authorized"
  SFTP_PORT=$(free_port) SFTP_KEY=$home/user
  SFTP_HOST_KEY=$(ssh-keygen -lf "$home/host.pub" | cut -d' ' -f2)
  # Where root's server wants to be locked in before anybody has logged in.
  [ "$(id -u)" != 0 ] || mkdir -p /run/sshd
  printf '%s\n' "Port $SFTP_PORT" 'ListenAddress 127.0.0.1' "HostKey $home/host" 'PidFile none' "AuthorizedKeysFile $home/authorized" \
    'StrictModes no' 'UsePAM no' 'PermitRootLogin prohibit-password' 'PasswordAuthentication no' 'KbdInteractiveAuthentication no' \
    'AllowTcpForwarding no' 'X11Forwarding no' 'Subsystem sftp internal-sftp' 'ForceCommand internal-sftp' 'UseDNS no' >"$home/sshd_config"
  start_program sshd "$home/log" /usr/sbin/sshd -D -e -f "$home/sshd_config"
  wait_until SFTP "$home/log" "$PROGRAM_PID" 20 bash -c "exec 3<>/dev/tcp/127.0.0.1/$SFTP_PORT"
}
