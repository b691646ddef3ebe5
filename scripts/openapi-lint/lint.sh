#!/usr/bin/env bash
# Lints the description of the API with spectral and redocly. Both come by npm, by a lock file and without running their
# install scripts, into a folder that git ignores; where there is no npm, it says so and passes, but not on a build server.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"
root=../..

if ! command -v npm >/dev/null; then
  echo "npm is not installed: the description is not linted." >&2
  exit "$([ -z "${CI:-}" ] || echo 1)"
fi
lock=$(sha256sum package-lock.json)
if [ "$(cat node_modules/.installed 2>/dev/null)" != "$lock" ]; then
  npm ci --silent >&2
  printf '%s' "$lock" >node_modules/.installed
fi
# The Node.js that Playwright brings along is new enough for both; the one beside npm may be older.
if node=$(cd "$root" && "${PYTHON:-.venv/bin/python}" -m scripts.page_tools --node 2>/dev/null); then
  PATH=$node:$PATH
fi
description=$(mktemp -d)
trap 'rm -rf "$description"' EXIT
(cd "$root" && "${PYTHON:-.venv/bin/python}" -c '
import json
from service.contract.openapi import describe
print(json.dumps(describe("0"), ensure_ascii=False, indent=1))
') >"$description/openapi.json"

failed=0
node_modules/.bin/spectral lint --ruleset spectral.yaml --fail-severity warn "$description/openapi.json" || failed=1
REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true node_modules/.bin/redocly lint --config redocly.yaml \
  --max-problems 50 "$description/openapi.json" || failed=1
exit "$failed"
