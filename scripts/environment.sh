# shellcheck shell=bash
# Sourced by ./start and ./test: a virtual environment in .venv with exactly what a lock file names.
# Needs python3 >= 3.11 and nothing else; asks apt for python3-venv only where Debian has split it off.

say() { printf '%s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

# The first interpreter that is new enough; $PYTHON overrules.
find_python() {
  local name
  for name in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      printf '%s\n' "$name"
      return
    fi
  done
  return 1
}

install_debian_packages() {
  command -v apt-get >/dev/null || return 1
  local as_root=()
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null && sudo -n true 2>/dev/null || return 1
    as_root=(sudo -n)
  fi
  say "Installing with apt-get: $*"
  "${as_root[@]}" apt-get update -qq &&
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1
}

create_venv() {
  local python=$1
  "$python" -m venv .venv >/dev/null 2>&1 && return
  # Debian keeps ensurepip in a package of its own; a system pip can do its work.
  if "$python" -m pip --version >/dev/null 2>&1; then
    "$python" -m venv --clear --without-pip .venv && "$python" -m pip --python .venv/bin/python install -q pip && return
  fi
  install_debian_packages python3-venv && "$python" -m venv --clear .venv && return
  die "Python cannot make a virtual environment here: install the package python3-venv (Debian, Ubuntu) and run this again."
}

# prepare_environment LOCK: installs LOCK and this project; does nothing when both are as they were.
prepare_environment() {
  local lock=$1 python state stamp
  stamp=.venv/.installed-$lock
  state=$(cat "$lock" pyproject.toml | sha256sum)
  if [ ! -x .venv/bin/python ] || ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    python=$(find_python) || { install_debian_packages python3 python3-venv && python=$(find_python); } ||
      die "Python 3.11 or later is needed, as python3 on the PATH or named by PYTHON=..."
    say "Creating .venv with $("$python" --version)"
    create_venv "$python"
  fi
  [ "$(cat "$stamp" 2>/dev/null)" = "$state" ] && return
  say "Installing $lock"
  .venv/bin/python -m pip install -qq --disable-pip-version-check --require-hashes -r "$lock"
  .venv/bin/python -m pip install -qq --disable-pip-version-check --no-deps -e .
  printf '%s' "$state" >"$stamp"
}

# provide_postgresql: the server that tests start for themselves (scripts/throwaway_postgres.py). Where it cannot be
# had, the tests that need it are skipped; on a build server (CI is set) they fail.
provide_postgresql() {
  [ -n "${DATELINE_TEST_POSTGRES:-}" ] || .venv/bin/python -m scripts.throwaway_postgres --find >/dev/null 2>&1 ||
    install_debian_packages postgresql ||
    say "PostgreSQL is not installed and cannot be installed from here: its tests are skipped."
}

# provide_redis: the server of the distributed queue, which tests start for themselves (scripts/throwaway_redis.py).
provide_redis() {
  [ -n "${DATELINE_TEST_REDIS:-}" ] || .venv/bin/python -m scripts.throwaway_redis --find >/dev/null 2>&1 ||
    install_debian_packages redis-server ||
    say "Redis is not installed and cannot be installed from here: its tests are skipped."
}

# provide_chromium: the browser that tests open the pages with, and a face for it to write with.
provide_chromium() {
  .venv/bin/python -m scripts.page_tools --chromium >/dev/null 2>&1 ||
    install_debian_packages chromium fonts-dejavu-core ||
    say "Chromium is not installed and cannot be installed from here: the tests with a browser are skipped."
}

# provide_npm: fetches linters, by their lock files; they run with the Node.js that Playwright brings along.
provide_npm() {
  command -v npm >/dev/null || install_debian_packages npm ||
    say "npm is not installed and cannot be installed from here: pages and description are not linted."
}

# npm_ci FOLDER: what its lock file names, in its node_modules; does nothing when that is there.
npm_ci() {
  local lock
  lock=$(sha256sum "$1/package-lock.json") || return
  [ "$(cat "$1/node_modules/.installed" 2>/dev/null)" = "$lock" ] && return
  (cd "$1" && npm ci --silent >&2) && printf '%s' "$lock" >"$1/node_modules/.installed"
}

# provide_page_lint: axe-core and html-validate, which tests look at the pages with.
provide_page_lint() {
  { command -v npm >/dev/null && npm_ci scripts/page-lint; } ||
    say "axe-core and html-validate are not installed: the tests that need them are skipped."
}
