#!/usr/bin/env bash
# The deployment as the build tries it: the linters of the image, the image itself, the compose file in two profiles, and
# one fault of each kind struck under load. `trials/` has the long forms of it.
#   scripts/stack-test.sh           exit status 3 where this machine cannot run it, with the reason
# Needs root, and Debian where no Docker engine with Compose is reachable: scripts/engine.sh then brings one, which is
# ended again here, unless it ran before.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/environment.sh
case ${1:-} in
  "") ;;
  *) sed -n '2,6s/^# //p' "${BASH_SOURCE[0]}"; [ "$1" = --help ] && exit; exit 2 ;;
esac

leave_out() {
  say "$1"
  say "THE IMAGE AND THE STACK WERE NOT TRIED."
  exit 3
}

# That of an engine of our own that runs, if one does.
docker_pid() {
  local pid
  pid=$(cat "${DATELINE_ENGINE:-var/engine}/docker.pid" 2>/dev/null) || return 0
  [ "$(cat "/proc/$pid/comm" 2>/dev/null)" != dockerd ] || echo "$pid"
}

scripts/image-lint.sh
[ "$(id -u)" = 0 ] || leave_out "Faults kill processes of containers, mount and filter: that takes root."
ran_before=$(docker_pid)
exports=$(scripts/engine.sh up) || leave_out "There is no Docker engine here."
if [ -n "$exports" ]; then
  [ -n "$ran_before" ] || trap 'scripts/engine.sh down' EXIT
  eval "$exports"
fi
scripts/engine.sh images || leave_out "The base images cannot be had here."
scripts/docker-smoke.sh
for tool in iptables nsenter cc; do
  command -v "$tool" >/dev/null || install_debian_packages iptables util-linux gcc libc6-dev ||
    leave_out "$tool is not installed."
done
.venv/bin/python -m trials.faults --short
