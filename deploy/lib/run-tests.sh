# shellcheck shell=bash
# Runs a test project (an executable) and counts from its report; a project that dies without one counts as a failure.

COMPLAINTS=()
complain() { COMPLAINTS+=("$1"); FAILED=$((FAILED + 1)); printf '\033[31m失败 / failed: %s\033[0m\n' "$1"; }

run_stops() { local i; for ((i = ${#CLEANUPS[@]} - 1; i >= 0; i--)); do eval "${CLEANUPS[i]}" || true; done; CLEANUPS=(); }

# count REPORT NAME: a number of the report's <assembly> element(s).
count() { grep -o "<assembly [^>]*" "$1" | grep -o " $2=\"[0-9]*\"" | grep -o '[0-9]*' | awk '{ n += $1 } END { print n + 0 }'; }

run_project() {
  local project=$1 program report left code=0 filter=() passed failed
  program=$ROOT/tests/$project/bin/Debug/net10.0/$project
  report=$LOCAL/test/$project.xml
  left=$((DEADLINE - SECONDS))
  if [ "$left" -lt 5 ]; then complain "$project：没有剩余时间 / no time left"; return; fi
  case $FILTER in
    '') ;;
    *[=~]*) filter=(--filter "$FILTER") ;;
    *) filter=(--filter "FullyQualifiedName~$FILTER") ;;
  esac
  say "$project"
  # timeout leads a process group of its own: what a test started and did not end, ends with the group.
  timeout --kill-after=15 $((left + 15)) "$program" --no-ansi --progress off --timeout "${left}s" --long-running 60 --xunit-diagnostics on \
    "${filter[@]}" --results-directory "$LOCAL/test" --report-xunit-xml --report-xunit-xml-filename "$project.xml" &
  TESTS_PID=$!
  CLEANUPS+=("kill -TERM -- -$TESTS_PID 2>/dev/null; sleep 0.2; kill -KILL -- -$TESTS_PID 2>/dev/null")
  wait "$TESTS_PID" || code=$?
  kill -KILL -- -"$TESTS_PID" 2>/dev/null || true
  unset 'CLEANUPS[-1]'
  if [ ! -s "$report" ]; then
    if [ "$code" = 8 ]; then echo "$project: 没有测试 / no tests"; else complain "$project 中途退出，无报告（退出码 $code）/ ended without a report (exit code $code)"; fi
    return
  fi
  passed=$(count "$report" passed); failed=$(($(count "$report" failed) + $(count "$report" errors)))
  PASSED=$((PASSED + passed)); FAILED=$((FAILED + failed))
  [ "$failed" = 0 ] || COMPLAINTS+=("$project: $failed")
  # A crash or a time-out after the last report of a test leaves no failed test behind, but the run is not whole.
  if [ "$code" != 0 ] && [ "$code" != 8 ] && [ "$failed" = 0 ]; then complain "$project 未跑完（退出码 $code）/ did not run to its end (exit code $code)"; fi
}
