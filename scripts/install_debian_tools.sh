#!/usr/bin/env bash
# Install the Debian programs that tests compare with, where this is allowed. Without them those
# tests are skipped, and say so. Arguments name further programs, whose packages have their names in
# small letters.
set -u
wanted=()
command -v bcftools >/dev/null || wanted+=(bcftools)
command -v bgzip >/dev/null || wanted+=(tabix)
for program in "$@"; do
    command -v "$program" >/dev/null || wanted+=("${program,,}")
done
[ ${#wanted[@]} -eq 0 ] && exit 0
if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
    log=$(mktemp)
    if apt-get update >"$log" 2>&1 &&
        DEBIAN_FRONTEND=noninteractive apt-get install --yes "${wanted[@]}" >>"$log" 2>&1; then
        echo "installed ${wanted[*]}"
        rm -f "$log"
        exit 0
    fi
    tail -n 5 "$log"
    rm -f "$log"
fi
echo "not installed: ${wanted[*]}; the tests that compare with them will be skipped"
