#!/bin/sh
# Redis with the password of a file; what it holds can be lost, and is kept all the same.
set -eu
umask 077
case ${1:-run} in
  healthy) REDISCLI_AUTH=$(cat /run/secrets/redis_password) redis-cli ping | grep -q PONG ;;
  run)
    printf 'requirepass %s\n' "$(cat /run/secrets/redis_password)" >/tmp/redis.conf
    exec redis-server /tmp/redis.conf --bind 0.0.0.0 --dir /data --appendonly yes --appendfsync everysec --save '' \
      --maxmemory 200mb --maxmemory-policy noeviction
    ;;
  *) echo "broker.sh [healthy]" >&2; exit 2 ;;
esac
