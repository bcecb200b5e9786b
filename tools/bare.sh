#!/usr/bin/env bash
# Whether the README's two commands work where nothing is installed: a bare Debian 12 (debootstrap --variant=minbase)
# in a temporary folder, with a clean clone of HEAD. Run by hand, as root, on Debian: tools/bare.sh [serve|test]
# This machine's settings for apt and npm are taken along, and nothing else.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
commands=${1:-serve test}

command -v debootstrap >/dev/null || { echo "bare.sh: apt-get install debootstrap" >&2; exit 2; }
[ "$(id -u)" = 0 ] || { echo "bare.sh: only root can make a root" >&2; exit 2; }

root=$(mktemp -d "${TMPDIR:-/tmp}/qkv-bare-XXXXXX")
clean() {
  # Lazily, since a browser may still be ending; nothing is removed through a mount that stayed.
  umount -l "$root"/{dev/shm,proc} 2>/dev/null || true
  findmnt -rn -o TARGET | grep -q "^$root/" || rm -rf "$root"
}
trap clean EXIT
trap 'exit 143' INT TERM

mirror=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 'Release: bookworm' | head -1)
debootstrap --variant=minbase bookworm "$root" "${mirror:-}" >"$root.log" || { cat "$root.log" >&2; exit 1; }
rm -f "$root.log"
rm -rf "$root/etc/apt/sources.list"
cp -r /etc/apt/. "$root/etc/apt/"
cp /etc/resolv.conf /etc/hosts "$root/etc/"
for file in ~/.npmrc "${NODE_EXTRA_CA_CERTS:-}"; do
  [ -z "$file" ] || [ ! -e "$file" ] || { mkdir -p "$root$(dirname "$file")"; cp "$file" "$root$file"; }
done
mount -t proc proc "$root/proc"
mkdir -p "$root/dev/shm"  # for Chromium; the devices were made by debootstrap
mount -t tmpfs shm "$root/dev/shm"
git clone -q . "$root/qkv-lab"

kept=()
for name in HOME NODE_EXTRA_CA_CERTS http_proxy https_proxy no_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY; do
  [ -z "${!name:-}" ] || kept+=("$name=${!name}")
done
inside() { # SCRIPT in a shell of the bare root
  chroot "$root" /usr/bin/env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "${kept[@]}" \
    bash -euc "cd /qkv-lab; $1"
}

serve() {
  inside '
    ./build.sh serve 8123 &
    server=$!
    page="fetch(\"http://localhost:8123/\").then(r => r.text()).then(t => process.exit(t.includes(\"<qkv-lab\") ? 0 : 1), () => process.exit(1))"
    until node -e "$page" 2>/dev/null; do kill -0 $server || exit 1; sleep 1; done
    kill $server'
}
test() { inside './build.sh test'; }

for command in $commands; do
  SECONDS=0
  "$command" || { echo "bare.sh: ./build.sh $command FAILED after $SECONDS s" >&2; exit 1; }
  echo "bare.sh: ./build.sh $command passed in $SECONDS s, installation included"
done
