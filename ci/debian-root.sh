# shellcheck shell=bash
# Bare Debian 12 systems to try things in, with debootstrap and root's rights. Source lib.sh first.

# in_root FOLDER COMMAND…: runs it there, with nothing of this shell's environment. Where CCACHE_DIR names a cache, a build
# of /src uses it.
in_root() {
  local cache=()
  [[ -z ${CCACHE_DIR-} ]] || cache=(CCACHE_DIR=/dev/ccache CCACHE_BASEDIR=/src)
  chroot "$1" /usr/bin/env -i HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "${cache[@]}" "${@:2}"
}

# debian_root NAME: makes one, and prints its folder; where that fails, nothing is left but debootstrap's log. To be called
# as $(debian_root NAME). It reaches Debian's packages as this system does.
debian_root() {
  set -e # which $(…) forgets
  [[ $(id -u) == 0 ]] || fail 'a bare Debian wants the rights of root'
  command -v debootstrap >/dev/null || fail 'needs debootstrap'
  folder=$(mktemp -d -p "${TMPDIR:-/var/tmp}" --suffix "-pgreconcile-$1")
  trap 'remove_debian_root "$folder"' EXIT
  chmod 755 "$folder"
  debootstrap --variant=minbase bookworm "$folder" >"$folder.log" 2>&1 ||
    fail "debootstrap failed: see $folder.log"
  rm "$folder.log"
  cp /etc/resolv.conf /etc/hosts "$folder/etc/"
  grep -lsE '^ *Acquire' /etc/apt/apt.conf.d/* | xargs -r cp -t "$folder/etc/apt/apt.conf.d/"
  mount_devices "$folder"
  trap - EXIT
  echo "$folder"
}

# mount_devices FOLDER: what programs expect of a running system.
mount_devices() {
  mount -t proc proc "$1/proc"
  mount -t tmpfs tmpfs "$1/dev"
  mkdir "$1/dev/shm" "$1/dev/pts"
  mount -t devpts -o newinstance,ptmxmode=0666 devpts "$1/dev/pts"
  ln -s pts/ptmx "$1/dev/ptmx"
  local device
  for device in null zero full random urandom tty; do
    touch "$1/dev/$device"
    mount --bind "/dev/$device" "$1/dev/$device"
  done
  ln -s /proc/self/fd "$1/dev/fd"
  if [[ -n ${CCACHE_DIR-} ]]; then
    mkdir "$1/dev/ccache"
    mount --bind "$CCACHE_DIR" "$1/dev/ccache"
  fi
}

# remove_debian_root FOLDER: with all that is mounted in it. Nothing is removed while something is.
remove_debian_root() {
  local mounted
  for mounted in "$1/dev" "$1/proc"; do
    if mountpoint -q "$mounted"; then umount --recursive "$mounted"; fi
  done
  if grep -qF " $1/" /proc/self/mounts; then fail "something is still mounted in $1"; fi
  rm -rf --one-file-system "$1"
}
