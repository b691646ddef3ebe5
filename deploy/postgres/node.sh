#!/usr/bin/env bash
# One node of a pair of PostgreSQL servers, or the only one.
#
#   node.sh            run it
#   node.sh healthy    exit status 0 where it can be asked; a standby, once a primary that is there waits for it; and
#                      where it is fenced, for nothing is to wait until it is back
#   node.sh role       prints primary or standby; nothing, with exit status 1, where it cannot be asked
#   node.sh waits      prints yes or no: whether as a primary, also one that does not run, it acknowledges only what its
#                      peer has; nothing where there are no data
#   node.sh goes       prints yes or no: whether a primary that runs acknowledges writes at all just now
#   node.sh lineage    prints which database its data are of, and how many promotions these went through; nothing without data
#   node.sh in-step    prints yes or no: whether as a standby it has all that was acknowledged, as far as it was told
#   node.sh behind     tell a standby that its primary does not wait for it any more (deploy/alone)
#   node.sh promote    make a standby the primary; its peer must be out of the way (deploy/failover sees to it)
#   node.sh alone      let a primary commit without its standby (deploy/alone)
#   node.sh beside     make an empty database restored beside the one of the service (deploy/restore-postgres)
#   node.sh take       put it in the place of that one, which is dropped once it has
#   node.sh passwords  take new ones: a line for the service, a line for the standby (deploy/rotate-secrets)
#   node.sh fence      mark the data of a node that does not run: it does not start before forget (deploy/failover)
#   node.sh forget     put the data aside, and follow the peer from now on (deploy/rejoin)
#
# NODE and PEER are the names of this node and the other. A node without data follows its peer where that is a primary;
# where that has no data either, the one with FIRST=yes makes a new database, and the other waits.
set -euo pipefail
umask 077

node=${NODE:?} peer=${PEER:?} first=${FIRST:-no}
volume=${VOLUME:-/var/lib/postgresql/data}
data=$volume/pg
fenced=$volume/fenced
in_step=$volume/in-step
peers_data=${PEERS_VOLUME:-/peer}/pg
config=/etc/dateline/postgresql.conf
joined=/tmp/joined
sockets=/tmp
export PGDATA=$data PGPASSFILE=${PGPASSFILE:-/tmp/pgpass} PGCONNECT_TIMEOUT=3

say() { printf 'node.sh: %s\n' "$*" >&2; }

here() { psql -h "$sockets" -U postgres -d postgres -AtqX -v ON_ERROR_STOP=1 "$@"; }
there() { psql -h "$peer" -U replicator -d postgres -AtqXw -v ON_ERROR_STOP=1 "$@" 2>/dev/null; }

role() {
  case $(here -c 'SELECT pg_is_in_recovery()' 2>/dev/null) in
    t) echo standby ;;
    f) echo primary ;;
    *) return 1 ;;
  esac
}

peer_is_primary() { [ "$(there -c 'SELECT pg_is_in_recovery()')" = f ]; }

# Whole before it takes its place, and reached meanwhile by nobody else: what is in $data has its roles and its database.
make_database() {
  local sockets
  say "no data and no primary: making a new database"
  rm -rf "$data.new"
  initdb -D "$data.new" -U postgres -E UTF8 --locale=C.UTF-8 --data-checksums \
    --auth-local=peer --auth-host=scram-sha-256 >/dev/null
  sockets=$(mktemp -d)
  pg_ctl -D "$data.new" -s -w -o "-c config_file=$config -c data_directory=$data.new -c unix_socket_directories=$sockets \
    -c listen_addresses='' -c log_min_messages=error" start
  # The backquotes are read by psql, so that no password stands on a command line.
  here <<'SQL'
\set application `cat /run/secrets/postgres_password`
\set replication `cat /run/secrets/replication_password`
CREATE ROLE dateline LOGIN PASSWORD :'application';
CREATE DATABASE dateline OWNER dateline;
REVOKE ALL ON DATABASE dateline FROM PUBLIC;
CREATE ROLE replicator LOGIN REPLICATION PASSWORD :'replication';
GRANT ALTER SYSTEM ON PARAMETER synchronous_standby_names TO replicator;
GRANT EXECUTE ON FUNCTION pg_reload_conf() TO replicator;
SQL
  pg_ctl -D "$data.new" -s -w -m fast stop
  mv "$data.new" "$data"
  rm -rf "$sockets"
}

copy_peer() {
  say "copying $peer"
  rm -rf "$data.new"
  pg_basebackup -h "$peer" -U replicator -w -D "$data.new" -X stream -c fast
  touch "$data.new/standby.signal"
  rm -f "$in_step"
  mv "$data.new" "$data"
  rm -rf "$data.old" "$volume/follow"
}

make_data() {
  until peer_is_primary; do
    # Never a second one, empty, beside one that only has to start, or to be promoted.
    if [ "$first" = yes ] && [ ! -e "$volume/follow" ] && [ ! -e "$peers_data" ] && ! there -c 'SELECT 1' >/dev/null; then
      make_database
      return
    fi
    say "waiting for $peer to be a primary"
    sleep 1
  done
  copy_peer
}

# What the primary had on its disk a moment ago is on this one.
has_all() {
  local there_is
  there_is=$(there -c 'SELECT pg_current_wal_flush_lsn()') &&
    [ "$(here -c "SELECT pg_last_wal_receive_lsn() >= '$there_is'")" = t ]
}

# For as long as this is a standby that receives: see that the primary commits nothing without it. It is in step once it has
# what was there when the primary had begun to wait; from then on nothing is acknowledged that it lacks.
join() {
  local names
  while [ "$(here -c 'SELECT pg_is_in_recovery()' 2>/dev/null || echo t)" = t ]; do
    if [ "$(here -c "SELECT status FROM pg_stat_wal_receiver" 2>/dev/null)" = streaming ] &&
      names=$(there -c 'SHOW synchronous_standby_names'); then
      if [ "$names" != "\"$node\"" ]; then
        rm -f "$in_step"
        there -c "ALTER SYSTEM SET synchronous_standby_names TO '\"$node\"'" -c 'SELECT pg_reload_conf()' >/dev/null &&
          say "$peer commits nothing without $node from now on"
      elif [ -e "$in_step" ] || { has_all && touch "$in_step"; }; then
        touch "$joined"
      fi
    else
      rm -f "$joined"
    fi
    sleep 2
  done
}

# The timeline of the data here, which do not run: it counts the promotions that they went through.
timeline() {
  {
    pg_controldata -D "$data" | sed -nE "s/^(Latest checkpoint's TimeLineID|Min recovery ending loc's timeline): +//p"
    find "$data/pg_wal" -maxdepth 1 -name '*.history' -printf '%f\n' | sed -nE 's/^([0-9A-F]{8})\.history$/0x\1/p'
  } | while read -r number; do echo "$((number))"; done | sort -n | tail -1
}

timeline_there() {
  local name
  name=$(there -c 'SELECT left(pg_walfile_name(pg_current_wal_lsn()), 8)') && echo "$((0x$name))"
}

# Says which of two primaries is the older; never has the newer one dropped.
refuse() {
  local mine theirs
  mine=$(timeline)
  theirs=$(timeline_there) || { say "$peer ran as the primary, and does not answer any more."; exit 1; }
  say "$peer runs as the primary, and what $node has may differ: $node does not start as a second one."
  if [ "$mine" -lt "$theirs" ]; then
    say "$peer was promoted later (timeline $theirs, here $mine). Make $node its standby, of a fresh copy: deploy/rejoin $node"
  elif [ "$mine" -gt "$theirs" ]; then
    say "$node was promoted later (timeline $mine, $peer has $theirs): what is in $node is the newer. Do not rejoin $node."
    say "What $peer took since it started is in $peer alone: look at it. Then stop it, start this one, and copy this one there:"
    say "docker compose --profile scale rm --stop --force $peer"
    say "docker compose --profile scale up --no-deps --detach --wait $node; deploy/rejoin $peer"
  else
    say "Neither was promoted later than the other (timeline $mine): look at what both have before either is dropped."
  fi
  exit 1
}

run() {
  if [ -e "$fenced" ]; then
    # Before it is said: whoever reads it may end this at once.
    trap '[ -z "${!:-}" ] || kill "$!"; exit 0' INT TERM
    say "$peer was made the primary in place of $node: it does not start. deploy/rejoin $node makes it the standby."
    sleep infinity &
    wait $!
  fi
  rm -f "$joined"
  printf '*:*:*:replicator:%s\n' "$(cat /run/secrets/replication_password)" >"$PGPASSFILE"
  [ -s "$data/PG_VERSION" ] || make_data
  local options=()
  if [ -e "$data/standby.signal" ]; then
    options=(-c "primary_conninfo=host=$peer user=replicator application_name=$node passfile=$PGPASSFILE connect_timeout=3 keepalives_idle=5 keepalives_interval=2 keepalives_count=3 tcp_user_timeout=10000")
    # Twice in the background: the server must not be its parent, which would take its end for that of a session.
    (join &)
  elif peer_is_primary; then
    refuse
  fi
  exec postgres -c "config_file=$config" "${options[@]}"
}

healthy() {
  [ ! -e "$fenced" ] || return 0
  pg_isready -q -h /tmp && { [ ! -e "$data/standby.signal" ] || [ -e "$joined" ] || ! peer_is_primary; }
}

# What a server that does not run was told stands in its own file.
waits() {
  local name="\"$peer\""
  if pg_isready -q -h "$sockets"; then
    here -v name="$name" -v peer="$peer" <<'SQL'
SELECT CASE WHEN current_setting('synchronous_standby_names') = :'name'
  AND EXISTS (SELECT FROM pg_stat_replication WHERE application_name = :'peer' AND sync_state = 'sync')
  THEN 'yes' ELSE 'no' END
SQL
  elif [ -s "$data/PG_VERSION" ]; then
    if grep -Fqx "synchronous_standby_names = '$name'" "$data/postgresql.auto.conf"; then echo yes; else echo no; fi
  fi
}

goes() {
  here <<'SQL'
SELECT CASE WHEN current_setting('synchronous_standby_names') = ''
  OR EXISTS (SELECT FROM pg_stat_replication WHERE sync_state = 'sync') THEN 'yes' ELSE 'no' END
SQL
}

lineage() {
  [ -s "$data/PG_VERSION" ] || return 0
  printf '%s %s\n' "$(pg_controldata -D "$data" | sed -nE 's/^Database system identifier: +//p')" "$(timeline)"
}

in-step() { if [ -e "$in_step" ]; then echo yes; else echo no; fi; }

behind() { rm -f "$in_step"; }

promote() {
  [ "$(role)" = standby ] || { say "$node is no standby."; exit 1; }
  here -c "ALTER SYSTEM SET synchronous_standby_names TO ''" -c 'SELECT pg_reload_conf()' >/dev/null
  [ "$(here -c 'SELECT pg_promote(true, 120)')" = t ] || { say "$node was not promoted in time."; exit 1; }
}

alone() {
  [ "$(role)" = primary ] || { say "$node is no primary."; exit 1; }
  here -c "ALTER SYSTEM SET synchronous_standby_names TO ''" -c 'SELECT pg_reload_conf()' >/dev/null
}

beside() {
  here -c 'DROP DATABASE IF EXISTS restored WITH (FORCE)' -c 'CREATE DATABASE restored OWNER dateline' \
    -c 'REVOKE ALL ON DATABASE restored FROM PUBLIC' -c 'SELECT pg_reload_conf()' >/dev/null
}

# Both names change or neither does; who is still connected to the old one, a backup, is sent away first.
take() {
  here -c 'DROP DATABASE IF EXISTS replaced WITH (FORCE)' \
    -c "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname IN ('dateline', 'restored')" >/dev/null
  here -1 -c 'ALTER DATABASE dateline RENAME TO replaced' -c 'ALTER DATABASE restored RENAME TO dateline'
  here -c 'DROP DATABASE replaced WITH (FORCE)' || say "The old one is still there, as the database replaced."
}

passwords() {
  local application replication
  read -r application
  read -r replication
  here <<SQL
BEGIN;
ALTER ROLE dateline PASSWORD '$application';
ALTER ROLE replicator PASSWORD '$replication';
COMMIT;
SQL
}

fence() {
  touch "$fenced"
  sync "$fenced" "$volume"
}

# They are dropped once there is a copy of the peer: until then this may be all that is left. The mark goes last: data that
# it was made for never start without it.
forget() {
  touch "$volume/follow"
  rm -rf "$data.new"
  if [ -e "$data" ]; then
    rm -rf "$data.old"
    mv "$data" "$data.old"
  fi
  rm -f "$fenced"
}

case ${1:-run} in
  run | healthy | role | waits | goes | lineage | in-step | behind | promote | alone | beside | take | passwords | fence | forget) "${1:-run}" ;;
  *) sed -nE '/^#!/d; /^#/!q; s/^# ?//p' "$0"; exit 2 ;;
esac
