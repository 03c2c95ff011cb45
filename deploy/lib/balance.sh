# shellcheck shell=bash
# Reads "gateway status --json": is everything closed, and has every result reached every target that it was routed to?

number() { grep -o "\"$2\":[0-9]*" <<<"$1" | head -1 | grep -o '[0-9]*$' || echo 0; }

check_balance() {
  local json=$1 bad=0 target name reached
  if ! grep -q '"areas":\[{' <<<"$json"; then echo "没有任何地区的状态 / no area in the status"; return 1; fi
  if grep -q '"balanced":false' <<<"$json"; then echo "有读取不平衡 / a read does not balance"; bad=1; fi
  if grep -Eq '"outcome":"(held|failed|running|abandoned)"' <<<"$json"; then echo "有读取未完成 / a read is not completed"; bad=1; fi
  if ! grep -q '{"target":' <<<"$json"; then echo "没有推送目标 / no target"; return 1; fi
  while read -r target; do
    name=$(grep -o '"target":"[^"]*"' <<<"$target" | cut -d'"' -f4)
    reached=$(($(number "$target" accepted) + $(number "$target" published) + $(number "$target" withdrawn)))
    if [ "$reached" != "$(number "$target" routed)" ]; then echo "$name: 应推 $(number "$target" routed)，到达 $reached / routed and reached differ"; bad=1; fi
  done < <(grep -o '{"target":[^}]*' <<<"$json")
  return $bad
}
