#!/usr/bin/env bash
# Backups of the database, for ever: one now, one every BACKUP_HOURS; the newest BACKUP_KEEP are kept.
#
#   backup.sh            do so
#   backup.sh once       one now
#   backup.sh healthy    exit status 0 while the newest is not older than it should be
#   backup.sh list       their names, the newest first
#   backup.sh put F      keep what comes in as the file F
#   backup.sh restore F  fill the empty database restored (node.sh beside) from the file F among them
#
# Taken from the standby where there is one, so that the primary is not kept busy.
set -euo pipefail
umask 077
hours=${BACKUP_HOURS:-24} keep=${BACKUP_KEEP:-7}
folder=${VOLUME:-/var/lib/postgresql/data}
secret=${SECRET:-/run/secrets/postgres_password}
export PGPASSFILE=${PGPASSFILE:-/tmp/pgpass}
place="host=db-a,db-b user=dateline connect_timeout=3"

say() { printf 'backup.sh: %s\n' "$*" >&2; }
password() { printf '*:*:*:dateline:%s\n' "$(cat "$secret")" >"$PGPASSFILE"; }

once() {
  password
  local file
  file=$folder/dateline-$(date -u +%Y-%m-%dT%H%M%SZ).dump
  # Left behind by one that was killed; not by one that may still run.
  find "$folder" -name '*.part' -mmin +1440 -delete
  # shellcheck disable=SC2064 # the name of now
  trap "rm -f '$file.part'" EXIT
  pg_dump -w -Fc -f "$file.part" -d "$place dbname=dateline target_session_attrs=prefer-standby"
  pg_restore --list "$file.part" >/dev/null
  sync "$file.part"
  mv "$file.part" "$file"
  say "$file, $(stat -c %s "$file") bytes"
  find "$folder" -name 'dateline-*.dump' | sort -r | tail -n "+$((keep + 1))" | xargs -r rm -f
}

run() {
  trap 'exit 0' TERM INT
  while :; do
    # One that fails is tried again soon: a database that is being failed over is back by then. In a process of its own,
    # for a function that is asked about by `if` goes on after what fails in it.
    if "$0" once; then sleep "$((hours * 3600))" & else say "failed; again in a minute"; sleep 60 & fi
    wait $!
  done
}

healthy() { [ -n "$(find "$folder" -name 'dateline-*.dump' -size +0 -mmin "-$((hours * 60 + 60))")" ]; }

names() { find "$folder" -name '*.dump' -printf '%f\n' | sort -r; }

put() {
  # shellcheck disable=SC2064 # the name of now
  trap "rm -f '$folder/$1.part'" EXIT
  cat >"$folder/$1.part"
  pg_restore --list "$folder/$1.part" >/dev/null
  mv "$folder/$1.part" "$folder/$1"
}

restore() {
  password
  pg_restore -w --exit-on-error --single-transaction --no-owner \
    -d "$place dbname=restored target_session_attrs=read-write" "$folder/$1"
}

case ${1:-run} in
  run | once | healthy) "${1:-run}" ;;
  list) names ;;
  put) put "${2:?a name that ends in .dump}" ;;
  restore) restore "${2:?one of the names that list shows}" ;;
  *) sed -nE '/^#!/d; /^#/!q; s/^# ?//p' "$0"; exit 2 ;;
esac
