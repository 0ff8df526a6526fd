#!/bin/sh
# What the tests need besides Python: a real Chromium with a font of emoji, as people have one, a real PostgreSQL,
# strace to cut the power, and the fronts of deploy/.
# Installs only what is missing.
set -eu

packages=
command -v chromium >/dev/null || packages="$packages chromium"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || packages="$packages postgresql"
command -v strace >/dev/null || packages="$packages strace"
ls /usr/share/fonts/truetype/noto/NotoColorEmoji.ttf >/dev/null 2>&1 || packages="$packages fonts-noto-color-emoji"
fronts=
command -v caddy >/dev/null || fronts="$fronts caddy"
PATH="$PATH:/usr/sbin" command -v haproxy >/dev/null || fronts="$fronts haproxy"
packages="$packages$fronts"
[ -n "$packages" ] || exit 0

if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    echo "The tests need:$packages. Install with:" >&2
    echo "  sudo apt-get install --no-install-recommends$packages" >&2
    exit 1
fi

echo "==> System packages:$packages"
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
own_cluster=/etc/postgresql-common/createcluster.d/peremena-tests.conf
trap 'rm -f "$log" "$own_cluster"' EXIT
# The tests start a cluster of their own, so Debian need not make and start one here.
mkdir -p "$(dirname "$own_cluster")"
[ -e /etc/postgresql ] || echo "create_main_cluster = false" >"$own_cluster"
# shellcheck disable=SC2086  # one word per package
if ! { apt-get update -qq && apt-get install -y -qq --no-install-recommends $packages; } >"$log" 2>&1 </dev/null; then
    cat "$log" >&2
    exit 1
fi
# The tests start fronts of their own; Debian's would take the ports of this machine now and at each start.
if [ -n "$fronts" ] && [ -d /run/systemd/system ]; then
    # shellcheck disable=SC2086  # one word per package
    systemctl disable --quiet --now $fronts
fi
