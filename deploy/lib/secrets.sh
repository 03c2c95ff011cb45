# shellcheck shell=bash
# Secrets of this machine: made once, kept under .local with mode 600, never in the repository.

# secret NAME [BYTES]: prints the Base64 secret NAME, making it at first use.
secret() {
  local file=$LOCAL/secrets/$1
  if [ ! -s "$file" ]; then
    (umask 077; mkdir -p "$LOCAL/secrets"; head -c "${2:-32}" /dev/urandom | base64 -w0 >"$file.new"; mv "$file.new" "$file")
  fi
  cat "$file"
}

# What is encrypted at rest hangs on this key: losing it makes the stored payloads unreadable.
master_key() { secret master-key 32; }
