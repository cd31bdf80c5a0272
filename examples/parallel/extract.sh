#!/usr/bin/env bash
# Articles to results with GNU parallel, a file at a time, on this machine or on those of --sshlogin.
#
#     examples/parallel/extract.sh ARCHIVE RESULTS [OPTION OF parallel...]
#
# ARCHIVE is a folder of NDJSON files (*.ndjson, *.jsonl, packed or not); each becomes RESULTS/NAME.zst. What is there already is
# not done again, so the same command goes on after a crash, and takes up what is new in the archive. A file that fails
# three times leaves no result and makes the status 1. KHARITA names the program.
# One large file instead of many: zstdcat all.ndjson.zst | parallel --pipe -k --block 20M kharita extract --lines -j1 | zstd >results.zst
set -euo pipefail

archive=${1:?which archive?} results=${2:?where to?}
shift 2
export KHARITA=${KHARITA:-kharita}
mkdir -p "$results"

one() { # one IN OUT
	set -o pipefail
	[ -e "$2" ] && return
	"$KHARITA" extract --lines -q -j1 "$1" | zstd -q -f -o "$2.tmp.$$" && mv "$2.tmp.$$" "$2" || { rm -f "$2.tmp.$$"; return 1; }
}
export -f one

find "$archive" -type f \( -name '*.ndjson*' -o -name '*.jsonl*' \) -print0 | sort -z |
	SHELL=$(command -v bash) parallel --will-cite -0 --retries 3 "$@" one {} "$results/{/}.zst"
