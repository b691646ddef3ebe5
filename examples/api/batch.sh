#!/bin/sh
# Sends a file of articles, waits until they are checked, and prints a line for each, in their order.
set -eu
DATELINE=${DATELINE:-http://127.0.0.1:8080}
here=$(dirname "$0")
ask() {
  curl --silent --show-error --fail-with-body --retry 5 ${DATELINE_KEY:+-H "Authorization: Bearer $DATELINE_KEY"} "$@"
}

job=$(ask "$DATELINE/v1/jobs" -H 'Content-Type: application/jsonl' --data-binary "@$here/articles.jsonl" |
  sed -n 's/.*"id": *"\([^"]*\)".*/\1/p')
until ask "$DATELINE/v1/jobs/$job" | grep -Eq '"state": *"(done|cancelled)"'; do
  sleep 1
done
ask "$DATELINE/v1/jobs/$job/results"
