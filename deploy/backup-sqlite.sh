#!/bin/sh
# Backups of an SQLite store, for ever: one now, one every BACKUP_HOURS; the newest BACKUP_KEEP are kept in /backups.
#   backup-sqlite.sh            do so
#   backup-sqlite.sh healthy    exit status 0 while the newest is not older than it should be
set -eu
umask 077
hours=${BACKUP_HOURS:-24} keep=${BACKUP_KEEP:-7}

healthy() { [ -n "$(find /backups -name 'dateline-*.zip' -mmin "-$((hours * 60 + 60))")" ]; }

run() {
  trap 'exit 0' TERM INT
  while :; do
    if dateline backup "/backups/dateline-$(date -u +%Y-%m-%dT%H%M%SZ).zip"; then pause=$((hours * 3600)); else pause=60; fi
    find /backups -name 'dateline-*.zip' | sort -r | tail -n "+$((keep + 1))" | xargs -r rm -f
    sleep "$pause" &
    wait $!
  done
}

case ${1:-run} in
  run | healthy) "${1:-run}" ;;
  *) sed -n '2,4s/^# //p' "$0"; exit 2 ;;
esac
