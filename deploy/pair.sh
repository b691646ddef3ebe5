# shellcheck shell=bash
# Sourced by the commands about the pair of database servers, or the only one.
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit
profile=${PROFILE:-scale}
nodes=(db-a db-b)
[ "$profile" = scale ] || nodes=(db-a)

say() { printf '%s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

compose() { docker compose --profile "$profile" "$@"; }
on() {
  local name=$1
  shift
  compose exec -T "$name" /etc/dateline/node.sh "$@"
}

# primary, standby, or nothing where it does not answer.
role_of() { timeout 10 docker compose --profile "$profile" exec -T "$1" /etc/dateline/node.sh role 2>/dev/null || true; }

other() { if [ "$1" = db-a ]; then echo db-b; else echo db-a; fi; }

# The only node in that role; fails where there is none or more than one.
only() {
  local name found=()
  for name in "${nodes[@]}"; do [ "$(role_of "$name")" != "$1" ] || found+=("$name"); done
  [ ${#found[@]} = 1 ] && printf '%s\n' "${found[0]}"
}

# Ends the command where writes would wait: so would whatever it wants to change.
can_write() {
  [ "$(on "$1" goes)" = yes ] || die "Writes wait for a standby that is away: bring it back, or deploy/alone. Nothing was done."
}

known() { [ "$1" = db-a ] || [ "$1" = db-b ] || die "There are db-a and db-b, and no $1."; }

# usage LEAST MOST "$@": shows the head of the command as help.
arguments() {
  local least=$1 most=$2
  shift 2
  case ${1:-} in
    -h | --help) sed -nE '/^#!/d; /^#/!q; s/^# ?//p' "$0"; exit ;;
  esac
  [ $# -ge "$least" ] && [ $# -le "$most" ] || { sed -nE '/^#!/d; /^#/!q; s/^# ?//p' "$0" >&2; exit 2; }
}
