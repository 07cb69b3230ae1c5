#!/usr/bin/env bash
# Finds or installs Dovecot for the tests of the mailbox. Without it they are skipped, and say so.
# Only its program is used, with a configuration of the tests' own: no service is started.
set -u
there() { command -v dovecot >/dev/null || [ -x /usr/sbin/dovecot ]; }
there && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing Dovecot for the tests of the mailbox."
  export DEBIAN_FRONTEND=noninteractive
  # A package may not start its service: it would read mail on ports of this machine.
  policy=/usr/sbin/policy-rc.d
  [ -e "$policy" ] || { printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod +x "$policy" && trap 'rm -f "$policy"' EXIT; }
  apt-get install -y -qq --no-install-recommends dovecot-imapd >/dev/null 2>&1 ||
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends dovecot-imapd >/dev/null; } ||
    true
  there && exit 0
fi
echo "*** No Dovecot here, and it may not be installed by us: the tests of the mailbox will be SKIPPED." >&2
echo "*** Install it (Debian: apt-get install dovecot-imapd)." >&2
exit 1
