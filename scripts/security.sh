#!/usr/bin/env bash
# Looks for what must not stand in the program: bandit, and the rules of .semgrep/. Needs Python 3.11 or later.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

usage() {
  cat <<'TEXT'
usage: scripts/security.sh [--install]

Installs bandit, semgrep and cyclonedx-py, by the hashes of requirements-security.lock, into var/security, and runs
bandit (.semgrep/bandit.yaml) and the rules of .semgrep/rules.yml over the program. Ends with 1 where anything is found.
With --install it only installs. Nothing is sent anywhere: no rule is fetched, no figure is reported.

A look at known vulnerabilities is not part of it, for it needs a database of somebody else's:
  pip-audit --strict --require-hashes --disable-pip -r requirements.lock
TEXT
}

case "${1:-}" in
  "" | --install) ;;
  --help | -h) usage; exit 0 ;;
  *) usage >&2; exit 2 ;;
esac

. scripts/environment.sh
lock=requirements-security.lock
if [ "$(cat var/security/.installed 2>/dev/null)" != "$(sha256sum "$lock")" ]; then
  python=$(find_python) || die "Python 3.11 or later is needed, as python3 on the PATH or named by PYTHON=..."
  say "Installing $lock"
  mkdir -p var
  if [ -x .venv/bin/python ]; then python=.venv/bin/python; fi
  "$python" -m venv --clear var/security
  var/security/bin/python -m pip install -qq --disable-pip-version-check --require-hashes -r "$lock"
  sha256sum "$lock" >var/security/.installed
fi
[ "${1:-}" != --install ] || exit 0

failed=()
printf '== bandit\n'
found=$(var/security/bin/bandit --quiet -c .semgrep/bandit.yaml -r service models scripts clients/python/dateline_client 2>&1) ||
  failed+=(bandit)
grep -v 'nosec encountered' <<<"$found" || true

printf '== semgrep\n'
var/security/bin/semgrep scan --metrics=off --disable-version-check --no-git-ignore --quiet --error --jobs=1 \
  --config=.semgrep/rules.yml service models scripts clients/python plugins/wordpress/dateline || failed+=(semgrep)

if [ ${#failed[@]} -gt 0 ]; then
  printf 'Found something: %s\n' "${failed[@]}" >&2
  exit 1
fi
printf 'Nothing found.\n'
