#!/bin/sh
# Converges the database before a deploy restarts the service: the step that replaces `alembic upgrade head`.
#
#   apply-schema.sh [PLAN.json]
#
# Over SSH, from a deploy job, where the host has the program and the release its schema file:
#
#   ssh deploy@kraken.example 'cd /opt/kraken && deploy/apply-schema.sh' && ssh deploy@kraken.example sudo systemctl restart kraken
#
# With PLAN.json, which `pgreconcile plan --save` wrote and somebody reviewed, only that is run, and only if it is still
# true. Without, what is pending at this moment.
#
# To change: SCHEMA, and where DATABASE_URL comes from; the role needs to own the tables (see ../README.md). To keep who
# applied what in the database, add --record to OPTIONS.
#
# Exit codes: 0 converged: restart the service. Anything else: do not. What was done stays done, and it is always safe to
# run this again.
set -u

SCHEMA=${SCHEMA:-schema.yaml}
OPTIONS=${OPTIONS:-}
TRIES=${TRIES:-5}
PAUSE=${PAUSE:-15} # seconds, and as many more after each try

[ $# -eq 0 ] || set -- --plan "$1"

say() { printf 'apply-schema: %s\n' "$*" >&2; }

try=1
while :; do
  # Each try waits for locks and for another host's apply, 10 minutes at most (--max-wait).
  # shellcheck disable=SC2086 # several options are several words
  pgreconcile apply --file "$SCHEMA" $OPTIONS "$@"
  code=$?
  case $code in
    0) exit 0 ;;
    75) say "try $try of $TRIES: not now" ;;
    *) break ;;
  esac
  [ "$try" -lt "$TRIES" ] || break
  sleep $((PAUSE * try))
  try=$((try + 1))
done

case $code in
  3) say 'stop: somebody has to decide what stands in the way: see above, with the SQL to run by hand' ;;
  65) say 'stop: the schema file, or the plan, is wrong' ;;
  69) say 'stop: the database cannot be reached' ;;
  75) say 'stop: it was locked, or its connection broke, each time' ;;
  77) say 'stop: the role may not do this' ;;
  130) say 'stopped by a signal' ;;
  *) say "stop: exit code $code" ;;
esac
exit "$code"
