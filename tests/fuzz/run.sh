#!/usr/bin/env bash
# Fuzzes targets one after the other and keeps what it finds:   run.sh [SECONDS [TARGET...]]
# Build first: cmake --preset fuzz && cmake --build build/fuzz. BUILD and WORK may name other folders.
# WORK/TARGET is the corpus that grows, WORK/found/TARGET-* what broke something, WORK/log.tsv a line a run: target, seconds
# by the clock, processor seconds, executions, status.   run.sh merge TARGET... adds to the kept corpus what covers more.
set -euo pipefail
cd "$(dirname "$0")"
source_dir=$(cd ../.. && pwd)
build=${BUILD:-$source_dir/build/fuzz}
work=${WORK:-$source_dir/build/fuzz/work}

# Target, its dictionaries, the corpora of others that it begins with, too.
table='
reader     json,html,feed,warc,table,arabic  json,csv,feed,warc,archive,page,decode
page       html,arabic                       reader
csv        table,arabic
feed       feed,html
warc       warc,html
json       json,arabic
decode     arabic                            extract
extract    arabic                            decode
results    results                           tree
tree       json
gazetteer  -
source     table
overlay    table
import     table
metadata   table
review     table,arabic
lookup     arabic
theme      theme
settings   json
archive    html
state      -
'

# The option that names one dictionary, made of several.
words() {
	local all=$work/dict-$1 name
	[ "$2" != - ] || return 0
	: >"$all"
	for name in ${2//,/ }; do cat "dict/$name.dict" >>"$all"; done
	echo "-dict=$all"
}

fuzz() {
	local target=$1 dicts=$2 others=$3 status=0 log=$work/$1.log name
	local corpora=("$work/$target" "corpus/$target")
	for name in ${others//,/ }; do corpora+=("corpus/$name"); done
	mkdir -p "$work/$target" "$work/found"
	TIMEFORMAT='%R %U %S'
	{ time "$build/bin/fuzz_${target}_libfuzzer" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2500 -max_len=16384 \
		-print_final_stats=1 $(words "$target" "$dicts") \
		-artifact_prefix="$work/found/$target-" "${corpora[@]}" >"$log" 2>&1 || status=$?; } 2>"$work/time-$target"
	awk -v target="$target" -v status="$status" -v n="$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")" \
		'{printf "%s\t%.0f\t%.0f\t%d\t%d\n", target, $1, $2 + $3, n, status}' "$work/time-$target" | tee -a "$work/log.tsv"
}

# Of the inputs that reach what the kept corpus does not, the largest of at most 1 kB: they reach most. No more than 30.
merge() {
	local all=$work/merged kept=0 bytes=0 size name
	rm -rf "$all"
	cp -r "corpus/$1" "$all"
	"$build/bin/fuzz_$1_libfuzzer" -merge=1 -max_len=2048 -timeout=20 -rss_limit_mb=2500 "$all" "$work/$1" \
		>"$work/merge-$1.log" 2>&1
	while read -r size name; do
		[ ! -e "corpus/$1/$name" ] && [ "$size" -le 1024 ] && [ $kept -lt 30 ] || continue
		cp "$all/$name" "corpus/$1/${name:0:12}"
		bytes=$((bytes + size)) kept=$((kept + 1))
	done < <(find "$all" -type f -printf '%s %f\n' | sort -rn)
	echo "$1: $kept inputs added, $bytes bytes"
}

mkdir -p "$work"
if [ "${1-}" = merge ]; then
	shift
	for target in "$@"; do merge "$target"; done
	exit
fi
seconds=${1:-600}
[ $# -eq 0 ] || shift
wanted=" $* "
while read -r target dicts others; do
	[ -n "$target" ] && { [ "$wanted" = "  " ] || [[ $wanted == *" $target "* ]]; } || continue
	fuzz "$target" "$dicts" "${others:-}"
done <<<"$table"
