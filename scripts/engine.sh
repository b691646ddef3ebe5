#!/usr/bin/env bash
# A Docker engine for this checkout, also on a bare machine, and the base images that it needs.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# shellcheck disable=SC2016 # it is to be read, not run
usage='usage: scripts/engine.sh up       use the engine that is reachable, or start one of our own; prints what to export
       scripts/engine.sh images   see that every base image of Dockerfile and docker-compose.yml is there
       scripts/engine.sh down     end the engine of our own; what it holds stays under its folder

eval "$(scripts/engine.sh up)" makes the engine that of this shell.

An engine of our own needs Debian and root; docker.io, iptables, mmdebstrap and the Compose and Buildx plug-ins are
installed where they are missing. It keeps everything in a folder:
  DATELINE_ENGINE    that folder (var/engine)

Where no image registry answers, images are made of Debian packages under the same names, in an engine of our own; in
another, which others may use too, only where it is asked for. They run the same programs under the same users, bear the
label dateline.stand-in, and are for trying things out on a machine without a registry; a release is built on the real ones.
  DATELINE_STAND_INS=yes     make them in whatever engine is used
  DATELINE_STAND_INS=only    the same, without asking a registry first'

engine=$(realpath -m "${DATELINE_ENGINE:-var/engine}")
socket=$engine/docker.sock

say() { printf '%s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

is_complete() { docker info >/dev/null 2>&1 && docker compose version >/dev/null 2>&1 && docker buildx version >/dev/null 2>&1; }

# The client of docker.io comes first: another one on the path may know no plug-ins.
use_own() {
  export PATH=/usr/bin:$PATH DOCKER_HOST=unix://$socket DOCKER_CONFIG=$engine/config
}

# --- an engine of our own

install_packages() {
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    die "$* must be installed; on Debian as root it is done here."
  fi
  say "Installing $*"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1 ||
    die "apt-get could not install $*."
}

# The Debian that follows has the plug-ins as packages; they are single programs, so they are unpacked and not installed.
install_plugins() {
  docker compose version >/dev/null 2>&1 && docker buildx version >/dev/null 2>&1 && return
  local work options mirror
  say "Fetching the Compose and Buildx plug-ins"
  work=$(mktemp -d)
  mkdir -p "$work"/{lists/partial,cache/archives/partial,debs} "$engine/config/cli-plugins"
  mirror=$(debian_mirror)
  echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror trixie main" >"$work/sources.list"
  options=(-qq -o "Dir::Etc::sourcelist=$work/sources.list" -o Dir::Etc::sourceparts=/dev/null
    -o "Dir::State::lists=$work/lists" -o "Dir::Cache=$work/cache" -o APT::Sandbox::User=root)
  apt-get "${options[@]}" update
  (cd "$work/debs" && apt-get "${options[@]}" download docker-compose docker-buildx)
  local package
  for package in "$work"/debs/*.deb; do dpkg-deb -x "$package" "$work/tree"; done
  cp "$work"/tree/usr/libexec/docker/cli-plugins/* "$engine/config/cli-plugins/"
  rm -rf "$work"
}

# Where this machine gets its own packages from.
debian_mirror() {
  local found
  found=$(sed -nE 's/^URIs: ([^ ]+).*/\1/p; s/^deb (\[[^]]*\] )?([^ ]+).*/\2/p' \
    /etc/apt/sources.list.d/debian.sources /etc/apt/sources.list 2>/dev/null | head -1)
  [ -n "$found" ] || die "apt has no source of Debian packages here."
  printf '%s\n' "$found"
}

start_own() {
  mkdir -p "$engine/config"
  docker info >/dev/null 2>&1 && return
  say "Starting a Docker engine in $engine"
  rm -f "$engine/docker.pid"
  setsid dockerd --data-root "$engine/data" --exec-root "$engine/exec" --pidfile "$engine/docker.pid" \
    -H "unix://$socket" </dev/null >>"$engine/dockerd.log" 2>&1 &
  for _ in $(seq 240); do
    docker info >/dev/null 2>&1 && return
    sleep 0.25
  done
  tail -5 "$engine/dockerd.log" >&2
  die "The engine did not start; its log is $engine/dockerd.log."
}

up() {
  if ! { [ ! -S "$socket" ] && is_complete; }; then
    { command -v dockerd && command -v iptables; } >/dev/null || install_packages docker.io iptables
    use_own
    start_own
    install_plugins
    is_complete || die "The engine in $engine is not complete."
    printf 'export PATH=%q DOCKER_HOST=%q DOCKER_CONFIG=%q\n' "$PATH" "$DOCKER_HOST" "$DOCKER_CONFIG"
    # Builds behind a proxy that re-signs TLS need its certificates; this machine's own bundle has them, if any.
    printf 'export CA_BUNDLE=%q\n' "${CA_BUNDLE:-/etc/ssl/certs/ca-certificates.crt}"
  fi
  docker version --format 'Docker engine {{.Server.Version}}' >&2
}

down() {
  local pid
  pid=$(cat "$engine/docker.pid" 2>/dev/null) || { say "No engine of our own runs."; return; }
  if [ "$(cat "/proc/$pid/comm" 2>/dev/null)" != dockerd ]; then
    say "No engine of our own runs; what its file names is gone or another program."
    rm -f "$socket" "$engine/docker.pid"
    return
  fi
  kill "$pid" 2>/dev/null || true
  for _ in $(seq 120); do
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.25
  done
  umount "$engine/exec/netns/default" 2>/dev/null || true
  rm -f "$socket" "$engine/docker.pid"
}

# --- base images

names_of_images() {
  {
    sed -nE 's/^FROM ([^ ]+).*/\1/p' Dockerfile
    DATELINE_IMAGE=dateline COMPOSE_PROFILES='*' docker compose config --images
  } | grep -Ev '^dateline(:|$)' | sort -u
}

images() {
  [ ! -S "$socket" ] || use_own
  local name making=() task
  for name in $(names_of_images); do
    docker image inspect "$name" >/dev/null 2>&1 && continue
    if [ "${DATELINE_STAND_INS:-}" != only ] && docker pull --quiet "$name" >/dev/null 2>&1; then
      say "Pulled $name"
    elif [ -z "${DATELINE_STAND_INS:-}" ] && [ "${DOCKER_HOST:-}" != "unix://$socket" ]; then
      die "$name is not there and could not be pulled. DATELINE_STAND_INS=yes makes a stand-in under its name in this engine."
    else
      command -v mmdebstrap >/dev/null || install_packages mmdebstrap
      make_stand_in "$name" & # they wait for the mirror more than for the processor
      making+=($!)
    fi
  done
  for task in "${making[@]}"; do wait "$task" || die "Not every image could be made."; done
}

# A file tree of Debian packages that names no mirror.   root_of FILE PACKAGES [OPTION ...]
root_of() {
  local file=$1 list=$2
  shift 2
  # shellcheck disable=SC2016 # the hook's own shell reads $1
  mmdebstrap --quiet --variant=minbase --mode=root --include="$list" \
    --dpkgopt='path-exclude=/usr/share/man/*' --dpkgopt='path-exclude=/usr/share/doc/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' \
    --dpkgopt='path-exclude=/usr/share/info/*' --dpkgopt='path-include=/usr/share/doc/*/copyright' "$@" \
    --customize-hook='rm -rf "$1"/etc/apt/sources.list "$1"/etc/apt/sources.list.d/* "$1"/etc/apt/auth.conf.d/* \
      "$1"/etc/apt/apt.conf.d/99mmdebstrap "$1"/etc/resolv.conf "$1"/etc/hostname "$1"/var/cache/* "$1"/var/log/*' \
    bookworm "$file" "$sources"
}

# The official images have these users; who owns a volume depends on them.   with_user NAME NUMBER HOME
with_user() {
  printf '%s' "--essential-hook=echo '$1:x:$2:$2::$3:/bin/sh' >>\"\$1\"/etc/passwd;
    echo '$1:x:$2:' >>\"\$1\"/etc/group; echo '$1:!::0:99999:7:::' >>\"\$1\"/etc/shadow"
}

with_folder() { printf '%s' "--customize-hook=install -d -o $2 -g $2 -m ${3:-0755} \"\$1$1\""; }

make_stand_in() {
  local name=$1 file
  sources=/etc/apt/sources.list.d/debian.sources
  [ -f "$sources" ] || sources=/etc/apt/sources.list
  mkdir -p var
  file=$(mktemp -p var --suffix=.tar root.XXXXXX)
  say "No registry has $name for us: making it of Debian packages"
  case $name in
    python:3.11-slim-bookworm)
      # shellcheck disable=SC2016 # the hook's own shell reads $1
      root_of "$file" ca-certificates,netbase,tzdata,python3,python3-venv \
        --customize-hook='ln -s ../../bin/python3 "$1"/usr/local/bin/python3; ln -s ../../bin/python3 "$1"/usr/local/bin/python'
      docker import -c 'LABEL dateline.stand-in=yes' -c 'ENV LANG=C.UTF-8' -c 'CMD ["python3"]' "$file" "$name" >/dev/null
      ;;
    postgres:15-bookworm)
      # shellcheck disable=SC2016
      root_of "$file" postgresql-15,postgresql-client-15 "$(with_user postgres 999 /var/lib/postgresql)" \
        --essential-hook='mkdir -p "$1"/etc/postgresql-common; echo create_main_cluster = false >"$1"/etc/postgresql-common/createcluster.conf' \
        "$(with_folder /var/lib/postgresql/data 999 0700)" "$(with_folder /var/run/postgresql 999 3777)"
      docker import -c 'LABEL dateline.stand-in=yes' -c 'ENV PATH=/usr/lib/postgresql/15/bin:/usr/local/bin:/usr/bin:/bin LANG=C.UTF-8' \
        -c 'VOLUME /var/lib/postgresql/data' -c 'CMD ["postgres"]' "$file" "$name" >/dev/null
      ;;
    redis:7-bookworm)
      root_of "$file" redis-server "$(with_user redis 999 /data)" "$(with_folder /data 999)"
      docker import -c 'LABEL dateline.stand-in=yes' -c 'VOLUME /data' -c 'WORKDIR /data' -c 'CMD ["redis-server"]' "$file" "$name" >/dev/null
      ;;
    haproxy:2.6-bookworm)
      # Debian takes no number below 100 for a user that exists before.
      # shellcheck disable=SC2016
      root_of "$file" haproxy "$(with_folder /usr/local/etc/haproxy 0)" \
        --customize-hook='chroot "$1" usermod -u 99 haproxy; chroot "$1" groupmod -g 99 haproxy'
      docker import -c 'LABEL dateline.stand-in=yes' -c 'CMD ["haproxy", "-f", "/usr/local/etc/haproxy/haproxy.cfg"]' "$file" "$name" >/dev/null
      ;;
    *) rm -f "$file"; die "Nothing is known of how to make $name." ;;
  esac
  rm -f "$file"
}

[ $# = 1 ] || { say "$usage"; exit 2; }
case $1 in
  up | down | images) "$1" ;;
  -h | --help) printf '%s\n' "$usage" ;;
  *) say "$usage"; exit 2 ;;
esac
