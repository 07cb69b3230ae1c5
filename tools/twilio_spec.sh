#!/usr/bin/env bash
# Fetches Twilio's own published description of its interface into .venv, for the test that holds our
# stand-in of Twilio against it. Without it that one test is skipped, and says so.
set -u
package=@twilio/cli-core@8.3.2
inside=package/src/services/twilio-api/twilio_api_v2010.json
target=.venv/twilio_api_v2010.json
[ -s "$target" ] && exit 0
if command -v npm >/dev/null; then
  echo "Fetching Twilio's description of its interface for the tests."
  folder=$(mktemp -d)
  trap 'rm -rf "$folder"' EXIT
  if (cd "$folder" && npm pack --silent --ignore-scripts "$package" >/dev/null 2>&1 &&
    tar -xzf ./*.tgz "$inside"); then
    mv "$folder/$inside" "$target" && exit 0
  fi
fi
echo "*** Twilio's description of its interface cannot be had here (npm pack $package):" >&2
echo "*** whether our stand-in of Twilio is a true one is NOT CHECKED." >&2
exit 1
