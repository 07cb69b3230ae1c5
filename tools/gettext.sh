#!/usr/bin/env bash
# Finds or installs gettext's collector for the test that the German is in step with the sources.
# Without it that one test is skipped, and says so.
set -u
command -v xgettext >/dev/null && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing gettext for the test of the words."
  export DEBIAN_FRONTEND=noninteractive
  apt-get install -y -qq --no-install-recommends gettext >/dev/null 2>&1 ||
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends gettext >/dev/null; } ||
    true
  command -v xgettext >/dev/null && exit 0
fi
echo "*** No xgettext here, and it may not be installed by us: whether the words are in step with" >&2
echo "*** the sources is NOT CHECKED. Install it (Debian: apt-get install gettext)." >&2
exit 1
