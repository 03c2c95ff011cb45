# shellcheck shell=bash
# Builds that leave no process behind: the compiler server gets a name of its own, by which we end it, and MSBuild keeps no nodes.

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0
COMPILER_SERVER=gateway-$$-$RANDOM

build() { stoppable dotnet build "$@" -v quiet --nologo -nodeReuse:false -clp:NoSummary "-p:SharedCompilationId=$COMPILER_SERVER"; }

end_compiler_server() {
  local process
  for process in /proc/[0-9]*; do
    if tr '\0' ' ' 2>/dev/null <"$process/cmdline" | grep -q -- "-pipename:$COMPILER_SERVER"; then end_process "${process#/proc/}" 5; fi
  done
}
