#!/usr/bin/env bash
# Builds the image and runs profiles of docker-compose.yml as an operator would: one command up, the first key, an article
# checked, a stop in the middle of a check; looks at how every container is locked up; removes all of it again.
#   scripts/docker-smoke.sh [PROFILE ...]     sqlite where none is named; postgres, scale
# Needs a Docker engine with Compose (scripts/engine.sh up). CA_BUNDLE=/path/to/bundle.crt builds behind a proxy with a
# certificate of its own.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

most_mb=900
case ${1:-} in -h | --help) sed -n '2,7s/^# //p' "${BASH_SOURCE[0]}"; exit ;; esac
profiles=("$@")
[ $# -gt 0 ] || profiles=(sqlite)

work=$(mktemp -d)
# An image under a name of its own: the next `up` of whoever runs Dateline here must not find it under theirs.
export COMPOSE_PROJECT_NAME=dateline-smoke-$$ DATELINE_IMAGE=dateline-smoke-$$ DATELINE_SECRETS=$work/secrets
DATELINE_PORT=$(python3 scripts/free_port.py 18080)
export DATELINE_PORT
started=$(date +%s%N)
lap() { printf "%7d ms  %s\n" "$(( ($(date +%s%N) - started) / 1000000 ))" "$*"; }
fail() { printf '%s\n' "$*" >&2; exit 1; }
compose() { docker compose --profile "$profile" "$@"; }
clean() {
  for profile in "${profiles[@]}"; do compose down --volumes --timeout 5 >/dev/null 2>&1 || true; done
  docker image rm "$DATELINE_IMAGE" >/dev/null 2>&1 || true
  rm -rf "$work"
}
trap clean EXIT
deploy/make-secrets 2>/dev/null

for base in $({ sed -nE 's/^FROM ([^ ]+).*/\1/p' Dockerfile; COMPOSE_PROFILES=$(IFS=,; echo "${profiles[*]}") docker compose config --images; } | grep -Fvx "$DATELINE_IMAGE" | sort -u); do
  [ -z "$(docker image inspect -f '{{index .Config.Labels "dateline.stand-in"}}' "$base" 2>/dev/null)" ] ||
    printf '%s is a stand-in of Debian packages, not the official image (scripts/engine.sh).\n' "$base"
done
docker compose build --quiet
size=$(( $(docker image inspect -f '{{.Size}}' "$DATELINE_IMAGE") / 1000000 ))
[ "$size" -lt "$most_mb" ] || fail "The image has $size MB."
lap "image built, $size MB"

is_ready() { curl -fs -o /dev/null "http://127.0.0.1:$DATELINE_PORT/readyz"; }

# ask KEY [FILE]: a check; prints its status.
ask() {
  curl -s -o "$work/answer" -w '%{http_code}' --max-time 120 "http://127.0.0.1:$DATELINE_PORT/v1/check" \
    -H 'Content-Type: application/json' -H "Authorization: Bearer $1" -d "@${2:-examples/request.json}"
}

look_at_locks() {
  local name found ids
  ids=$(compose ps --all --quiet)
  for name in $ids; do
    # shellcheck disable=SC2016 # a template of Docker's
    found=$(docker inspect -f '{{.Config.User}} {{.HostConfig.ReadonlyRootfs}} {{.HostConfig.CapDrop}} {{json .HostConfig.CapAdd}} {{.HostConfig.SecurityOpt}} {{.HostConfig.Privileged}} {{.HostConfig.Memory}} {{.HostConfig.NanoCpus}} {{.HostConfig.PidsLimit}}' "$name")
    case ${found/ null / [] } in
      "0 "* | "0:"* | "root "* | " "*) fail "$(docker inspect -f '{{.Name}}' "$name") runs as root: $found" ;;
      *" true [ALL] [] [no-new-privileges:true] false "[1-9]*" "[1-9]*" "[1-9]*) ;;
      *) fail "$(docker inspect -f '{{.Name}}' "$name") is not locked up: $found" ;;
    esac
  done
  lap "$(wc -w <<<"$ids") containers: not root, read-only, no capabilities, no new privileges, bounded"
}

for profile in "${profiles[@]}"; do
  case $profile in
    sqlite) service=dateline key_file=/data/first.key ;;
    postgres) service=dateline-postgres key_file=/keys/first.key ;;
    scale) service=api key_file=/keys/first.key ;;
    *) fail "There is no profile $profile." ;;
  esac
  compose up --detach --wait >"$work/up" 2>&1 &
  starting=$!
  until is_ready || ! kill -0 "$starting" 2>/dev/null; do sleep 0.05; done
  ready=$(date +%s%N)
  wait "$starting" || { tail -3 "$work/up" >&2; compose logs --tail 20 >&2; exit 1; }
  begun=$(docker inspect -f '{{.State.StartedAt}}' "$(compose ps --quiet "$service" | sed -n 1p)")
  lap "$profile: up, all healthy; ready $(( (ready - $(date -d "$begun" +%s%N)) / 1000000 )) ms after the first start of $service"
  look_at_locks
  key=$(compose exec -T "$service" cat "$key_file")
  status=$(ask "$key")
  [ "$status" = 200 ] || fail "POST /v1/check: $status"
  grep -q '"outcome": *"conflicts_found"' "$work/answer" || fail "POST /v1/check found no conflict."
  [ "$(ask wrong)" = 401 ] || fail "Another key is let in."
  lap "$profile: an article checked, nobody let in without the key"
  leftover=$(compose exec -T "$service" find /data -name .cache)
  [ -z "$leftover" ] || fail "A library has written to the home folder: $leftover"
  if [ "$profile" = scale ]; then
    [ "$(docker network inspect -f '{{.Internal}}' "${COMPOSE_PROJECT_NAME}_back")" = true ] || fail "The inner network is open."
  else
    python3 - "$work/long.json" <<'PY'
import json, sys
request = json.load(open("examples/request.json"))
request["article"]["text"] = "\n\n".join([request["article"]["text"]] * 12)
json.dump(request, open(sys.argv[1], "w"))
PY
    ask "$key" "$work/long.json" >"$work/status" &
    asking=$!
    sleep 0.5
    compose stop "$service" >/dev/null 2>&1
    wait "$asking" || true
    [ "$(cat "$work/status")" = 200 ] || fail "A check that had begun was answered $(cat "$work/status") when the service was stopped."
    lap "$profile: a check that had begun was answered while the service stopped"
    began=$(date +%s%N)
    compose start "$service" >/dev/null 2>&1
    until is_ready; do
      [ $(( $(date +%s%N) - began )) -lt 120000000000 ] || { compose logs --tail 20 "$service" >&2; exit 1; }
      sleep 0.05
    done
    [ "$(ask "$key")" = 200 ] || fail "It does not answer again."
    lap "$profile: starts again on the same store, and answers as before"
  fi
  compose down --volumes --timeout 20 >/dev/null 2>&1
done
