# shellcheck shell=bash
# Points the gateway at a sandbox: base addresses and the sandbox's own dummy credentials (good for nothing else).

AREAS=(610500 610502 610503 610522 610523 610524 610525 610526 610527 610528 610581 610582)

# sandbox_environment ADDRESS LOG: the platform's SM2 key is what the sandbox said at its start.
sandbox_environment() {
  local address=$1 area dialect
  export Gateway__Profiles__ExchangeRest__BaseAddress=$address/p1 Gateway__Profiles__Publicity__BaseAddress=$address/p2
  export Gateway__Profiles__Credit__BaseAddress=$address/p3 Gateway__Profiles__DoubleRandom__BaseAddress=$address/p4
  export Gateway__Profiles__ExchangeRest__Rid=sandbox-requester-610500 Gateway__Profiles__ExchangeRest__AppKey=0123456789abcdef0123456789abcdef
  export Gateway__Profiles__Publicity__ClientId=sandbox-client Gateway__Profiles__Publicity__Secret=sandbox-client-secret
  export Gateway__Profiles__Credit__AppId=sandbox-app Gateway__Profiles__Credit__AppSecret=sandbox-app-secret
  Gateway__Profiles__Credit__PlatformPublicKey=$(grep -o 'sm2 public key.*' "$2" | tail -1 | grep -o '04[0-9a-f]*$'); export Gateway__Profiles__Credit__PlatformPublicKey
  export Gateway__Profiles__DoubleRandom__PaasId=sandbox-paas Gateway__Profiles__DoubleRandom__Token=sandbox-paas-token
  export Gateway__Profiles__LawEnforcement__BaseAddress=$address/p7 Gateway__Profiles__LawEnforcement__Sender=sandbox-sender Gateway__Profiles__LawEnforcement__Secret=sandbox-sender-secret
  export Gateway__Profiles__Hotline__BaseAddress=$address/p10 Gateway__Profiles__Hotline__AppKey=sandbox-hotline Gateway__Profiles__Hotline__Secret=sandbox-hotline-secret
  for dialect in LinweiForm:d1 DaliXml:d2 FupingToken:d3; do
    export "Gateway__Profiles__${dialect%:*}__BaseAddress=$address/${dialect#*:}"
    export "Gateway__Profiles__${dialect%:*}__AppId=sandbox-county" "Gateway__Profiles__${dialect%:*}__AppSecret=sandbox-county-secret"
  done
  # The night window of 合阳县 lies half a day from now, so that the demo ends whatever the hour.
  Gateway__Counties__610524__Profiles__ExchangeRest__Limits__Windows__0=$(TZ=Asia/Shanghai date -d '+12 hours' +%H:00)-$(TZ=Asia/Shanghai date -d '+13 hours' +%H:00)
  export Gateway__Counties__610524__Profiles__ExchangeRest__Limits__Windows__0
  Gateway__MasterKey=$(master_key); export Gateway__MasterKey
  # A county and the gateway know the same key.
  for area in "${AREAS[@]}"; do
    export "Gateway__Counties__${area}__ApiKey=$(secret "api-key-$area" 24)"
    export "SANDBOX_API_KEY_$area=$(secret "api-key-$area" 24)"
  done
}

# drop_environment FOLDER: one exchange folder, reached as a folder by one county and over SFTP by two.
drop_environment() {
  local folder=$1 area file
  export "Gateway__Counties__610522__Profiles__FileDrop__Directory=$folder"
  for area in 610527 610582; do
    file=Gateway__Counties__${area}__Profiles__FileDrop__
    export "${file}Sftp__Host=127.0.0.1" "${file}Sftp__Port=$SFTP_PORT" "${file}Sftp__User=$(id -un)" "${file}Sftp__HostKeys__0=$SFTP_HOST_KEY" \
      "${file}Sftp__Path=$folder" "${file}PrivateKey=$(cat "$SFTP_KEY")"
  done
  export Gateway__Profiles__FileDrop__Targets__default__Limits__ReceiptInterval=1s
}

# front_end_environment CONNECTION: two counties, each with a front-end database of its own.
front_end_environment() {
  local area
  for area in 610525 610581; do export "Gateway__Counties__${area}__Profiles__ExchangeTable__ConnectionString=$1;Database=front_$area"; done
  export Gateway__Profiles__ExchangeTable__Limits__ReceiptInterval=1s
}
