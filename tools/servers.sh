#!/usr/bin/env bash
# Finds or installs the servers that tests of the engine for several machines speak to, and what
# shows printed pages as pictures. What is missing is skipped, and it says so.
set -u
missing=()
find_or_note() { # COMMAND PACKAGE
  PATH="$PATH:/usr/sbin:/usr/local/sbin" command -v "$1" >/dev/null || missing+=("$2")
}
find_all() {
  missing=()
  find_or_note redis-server redis-server
  find_or_note rabbitmq-server rabbitmq-server
  find_or_note pdftoppm poppler-utils
}
find_all
[ ${#missing[@]} = 0 ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing ${missing[*]} for the tests."
  export DEBIAN_FRONTEND=noninteractive
  export RUNLEVEL=1 # the tests start their own, on loopback: no service is to be started
  apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null 2>&1 ||
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null 2>&1; } ||
    true
  find_all
  [ ${#missing[@]} = 0 ] && exit 0
fi
echo "*** Not here, and may not be installed by us: ${missing[*]}. Their tests will be SKIPPED." >&2
echo "*** Install them (Debian: apt-get install ${missing[*]}) to run every test." >&2
exit 1
