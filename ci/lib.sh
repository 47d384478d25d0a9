# shellcheck shell=bash
# What the scripts beside this file share. Source it first.
set -euo pipefail

# The repository's top folder, wherever the script was called from.
# shellcheck disable=SC2034 # its users are elsewhere
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

if [[ -t 1 && -z ${NO_COLOR-} ]]; then
  bold=$'\e[1m' plain=$'\e[0m'
else
  bold='' plain=''
fi

# say TEXT…: a heading in the output.
say() { printf '\n%s== %s%s\n' "$bold" "$*" "$plain"; }

# fail TEXT…: gives up, with the script's name before the reason.
fail() {
  printf 'ci/%s: %s\n' "${0##*/}" "$*" >&2
  exit 1
}
