#!/usr/bin/env bash
# Installs the Debian packages that building, testing and the demo need, and those named, when any of them is missing.
#
#   scripts/install-dependencies.sh [PACKAGE...]
set -euo pipefail

packages=(
    pkg-config libssl-dev libxml2-dev libsqlite3-dev # to build
    openssl libxml2-utils tftp-hpa atftp curl patch  # real peers of the tests and the demo
    "$@"
)

missing=()
for package in "${packages[@]}"; do
    status=$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)
    [ "$status" = installed ] || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0

echo "Installing ${missing[*]}"
sudo=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || {
        echo "These Debian packages are missing: ${missing[*]}. Install them as root and try again." >&2
        exit 1
    }
    sudo=(sudo)
fi
"${sudo[@]}" apt-get update -qq
DEBIAN_FRONTEND=noninteractive "${sudo[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}"
