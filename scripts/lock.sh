#!/usr/bin/env bash
# Renews the lock files (needs uv): hashed, free of addresses, for every Python from 3.11 on.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
compile() {
  uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
    --no-emit-find-links --custom-compile-command scripts/lock.sh "$@"
}
compile -o requirements.lock
compile --group dev --constraint requirements.lock -o requirements-dev.lock
uv pip compile .semgrep/requirements.in --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
  --no-emit-find-links --no-strip-extras --custom-compile-command scripts/lock.sh -o requirements-security.lock
if grep -nE '[a-z]+://' requirements.lock requirements-dev.lock requirements-security.lock; then
  echo "An address stands in a lock file." >&2
  exit 1
fi
