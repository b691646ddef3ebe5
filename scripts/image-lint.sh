#!/usr/bin/env bash
# Looks at the Dockerfile (hadolint, checkov), at what may be a secret in the tree (checkov) and at shell scripts.
#   scripts/image-lint.sh           install the linters in var/image-lint and run them; no network is needed after that
#   scripts/image-lint.sh --lock    renew the versions and hashes of the linters (needs uv)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/environment.sh
lock=scripts/image-lint/requirements.lock

case ${1:-} in
  "") ;;
  --lock)
    uv pip compile scripts/image-lint/requirements.in --quiet --universal --python-version 3.11 --generate-hashes \
      --no-emit-index-url --no-emit-find-links --custom-compile-command "scripts/image-lint.sh --lock" -o "$lock"
    if grep -nE '[a-z]+://' "$lock"; then die "An address stands in a lock file."; fi
    exit
    ;;
  *) sed -n '2,4s/^# //p' "${BASH_SOURCE[0]}"; [ "$1" = --help ] && exit; exit 2 ;;
esac

venv=var/image-lint
if [ "$(cat "$venv/.installed" 2>/dev/null)" != "$(sha256sum <"$lock")" ]; then
  say "Installing $lock"
  "$(find_python)" -m venv --clear "$venv"
  "$venv/bin/pip" install -qq --disable-pip-version-check --require-hashes -r "$lock"
  sha256sum <"$lock" >"$venv/.installed"
fi
failed=0
"$venv/bin/hadolint" --failure-threshold style Dockerfile || failed=1
mapfile -t scripts < <(git ls-files -z | xargs -0 grep -lE '^#!.*\b(ba)?sh\b|^# shellcheck shell=' -- 2>/dev/null | grep -v '\.md$')
"$venv/bin/shellcheck" -x "${scripts[@]}" || failed=1
"$venv/bin/checkov" --config-file scripts/image-lint/checkov.yaml || failed=1
exit "$failed"
