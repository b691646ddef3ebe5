#!/usr/bin/env bash
# Builds the image, starts it as an operator would (read-only, not root, no capabilities), checks an article in it,
# and removes it again. Needs a Docker engine with BuildKit and, for the last part, Docker Compose.
# CA_BUNDLE=/path/to/bundle.crt builds behind a proxy with a certificate of its own.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

name=dateline-smoke-$$
started=$(date +%s%N)
lap() { printf "%6d ms  %s\n" "$(( ($(date +%s%N) - started) / 1000000 ))" "$*"; }
cleanup() {
  docker rm -f "$name" >/dev/null 2>&1 || true
  docker volume rm "$name" >/dev/null 2>&1 || true
}
trap cleanup EXIT

export DOCKER_BUILDKIT=1
docker build --quiet --secret "id=ca_bundle,src=${CA_BUNDLE:-/dev/null}" -t dateline . >/dev/null
lap "image built, $(( $(docker image inspect -f '{{.Size}}' dateline) / 1000000 )) MB"

if docker run --rm --read-only --tmpfs /tmp -v "$name:/data" dateline >/dev/null 2>&1; then
  echo "It starts on an address that others reach, without a key."
  exit 1
fi
key=$(docker run --rm --read-only --tmpfs /tmp -v "$name:/data" dateline dateline keys create smoke --scope check --by smoke)
lap "refuses to start without a key, has one now"

docker run -d --name "$name" --read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges --memory 1g \
  -v "$name:/data" -p 127.0.0.1::8080 dateline >/dev/null
port=$(docker port "$name" 8080/tcp | head -1 | sed 's/.*://')
began=$(date +%s%N)
until curl -fsS "http://127.0.0.1:$port/readyz" >/dev/null 2>&1; do
  [ $(( $(date +%s%N) - began )) -lt 60000000000 ] || { docker logs "$name"; exit 1; }
  sleep 0.1
done
lap "ready after $(( ($(date +%s%N) - began) / 1000000 )) ms"

[ "$(docker exec "$name" id -u)" = 10001 ] || { echo "It runs as the wrong user."; exit 1; }
if docker exec "$name" sh -c 'touch /venv/x' 2>/dev/null; then echo "The root file system can be written to."; exit 1; fi
lap "uid 10001, root file system read-only"

check() {
  curl -fsS "http://127.0.0.1:$port/v1/check" -H 'Content-Type: application/json' \
    -H "Authorization: Bearer $key" -d @examples/request.json
}
outcome=$(check | sed -nE 's/.*"outcome": ?"([a-z_]+)".*/\1/p')
[ "$outcome" = conflicts_found ] || { echo "POST /v1/check answered: $outcome"; exit 1; }
lap "POST /v1/check: $outcome"

for _ in $(seq 120); do
  health=$(docker inspect -f '{{.State.Health.Status}}' "$name")
  [ "$health" = healthy ] && break
  sleep 0.5
done
[ "$health" = healthy ] || { echo "Health check: $health"; exit 1; }
lap "health check: $health, memory $(docker stats --no-stream --format '{{.MemUsage}}' "$name")"

docker restart -t 10 "$name" >/dev/null
port=$(docker port "$name" 8080/tcp | head -1 | sed 's/.*://')
for _ in $(seq 300); do curl -fsS "http://127.0.0.1:$port/readyz" >/dev/null 2>&1 && break; sleep 0.1; done
check >/dev/null
lap "answers again after a restart on the same volume"
