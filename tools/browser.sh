#!/usr/bin/env bash
# Finds or installs Chromium for the browser tests. Without one they are skipped, and say so.
set -u
for name in "${REGULARS_CHROMIUM:-}" chromium chromium-browser google-chrome; do
  [ -n "$name" ] && command -v "$name" >/dev/null && exit 0
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing Chromium for the browser tests."
  export DEBIAN_FRONTEND=noninteractive
  apt-get install -y -qq --no-install-recommends chromium >/dev/null 2>&1 ||
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null; } ||
    true
  command -v chromium >/dev/null && exit 0
fi
echo "*** No Chromium here, and it may not be installed by us: the browser tests will be SKIPPED." >&2
echo "*** Install it (Debian: apt-get install chromium) or name one in REGULARS_CHROMIUM." >&2
exit 1
