#!/bin/sh
# Checks an article and prints the report. A service that listens on loopback alone needs no key.
set -eu
DATELINE=${DATELINE:-http://127.0.0.1:8080}
here=$(dirname "$0")

curl --silent --show-error --fail-with-body --retry 5 --compressed "$DATELINE/v1/check" \
  ${DATELINE_KEY:+-H "Authorization: Bearer $DATELINE_KEY"} \
  -H 'Content-Type: application/json' \
  --data-binary "@$here/article.json"
