# layers from the parts that a cluster writes: packed, in folders, by a pattern; lines of refusals among them.
. "$(dirname "$0")/../cli/lib.sh"

small=$SOURCE_DIR/tests/data/results/small.ndjson
layers() { run layers -q "$@" --no-map --no-tiles --no-preview; }
same() { cmp whole/incidents.geojson "$1/incidents.geojson" && cmp whole/mentions.geojson "$1/mentions.geojson" || fail "$1: other layers"; }

layers "$small" -o whole
expect_status 0

mkdir -p results/day=1 results/_temporary results/.hidden
n=0
while IFS= read -r line; do
	n=$((n + 1))
	printf '%s\n' "$line" >line
	case $((n % 4)) in
	0) zstd -q line -o results/part-0000$n.ndjson.zst ;;
	1) gzip -c line >results/part-0000$n.ndjson.gz ;;
	2) xz -c line >results/part-0000$n.ndjson.xz ;;
	3) cp line results/part-0000$n.ndjson ;;
	esac
done <"$small"
[ $n -eq 5 ] || fail "the results to cut in parts have $n lines"
printf '{"source":"line:0","reason":"an empty line","code":"unusable data"}\n' | zstd -q >results/part-00009.ndjson.zst
: >results/_SUCCESS
printf 'no result' >results/_temporary/part-00000.ndjson
printf 'no result' >results/.part-00001.ndjson.crc

layers results -o folder
expect_status 0
expect_quiet
same folder
layers 'results/part-*.ndjson*' -o pattern
expect_status 0
same pattern
layers results/part-00001.ndjson.gz 'results/part-0000[2-9]*' -o both
expect_status 0
same both
layers whole 'results/*.zst' -o again # a folder of layers stands for its results
expect_status 0
same again
# Several frames in one file, as `cat` of parts gives.
cat results/part-00001.ndjson.gz results/part-00005.ndjson.gz >two.gz
layers two.gz -o two
expect_status 0
[ "$(wc -l <two/results.ndjson)" -eq 2 ] || fail "of two gzip members $(wc -l <two/results.ndjson) results are read"

run layers -v results -o told --no-map --no-tiles --no-preview
expect_err "passed over 1 lines that tell of refused inputs"

# What is not there, what is damaged, what holds only refusals: nothing is written.
layers 'nowhere/*.zst' -o none
expect_status 3
expect_err "no file matches 'nowhere/*.zst'"
mkdir empty
layers empty -o none
expect_status 3
zstd -q <"$small" | head -c 1500 >cut.zst
layers "$small" cut.zst -o none
[ "$status" -ge 3 ] || fail "a damaged part goes unnoticed"
expect_err "cut.zst"
layers results/part-00009.ndjson.zst -o none
expect_status 4
[ ! -e none/incidents.geojson ] || fail "layers of nothing"
