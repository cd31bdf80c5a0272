# layers: results to a folder of layers; errors leave what was there.
. "$(dirname "$0")/../cli/lib.sh"

small=$SOURCE_DIR/tests/data/results/small.ndjson
damaged=$SOURCE_DIR/tests/data/results/damaged.ndjson
sums() { (cd "$1" && find . -type f | sort | xargs cksum); }
features() { grep -c '"type":"Feature",' "$1"; }

run layers "$small" -o layers
expect_status 0
expect_err "5 reports, 12 mentions of 8 places, 6 incidents"
for file in incidents mentions places extents routes; do
	cmp "layers/$file.geojson" "$SOURCE_DIR/tests/data/layers/small/$file.geojson" || fail "$file.geojson differs"
done
for file in kharita.gpkg kharita.qgz incidents.mbtiles map.png map.pdf index.html unresolved.csv results.ndjson; do
	[ -s "layers/$file" ] || fail "layers/$file is missing or empty"
done
[ "$(ls -A layers | wc -l)" -eq 18 ] || fail "there is more in the folder: $(ls -A layers)"
cmp "$small" layers/results.ndjson || fail "the results are not kept"

# The same results give the same bytes.
run layers -q "$small" -o again
expect_status 0
expect_quiet
cmp <(sums layers) <(sums again) || fail "a second run gives other bytes"

# From the folder itself, from standard input, from several files.
run layers -q layers/results.ndjson -o layers
expect_status 0
cmp <(sums layers) <(sums again) || fail "layers from their own results differ"
"$KHARITA" layers -q - -o piped --no-map --no-tiles <"$small" >out 2>err || fail "standard input is not read"
cmp layers/kharita.gpkg piped/kharita.gpkg || fail "standard input gives another GeoPackage"
run layers -q "$damaged" "$small" -o both --no-map --no-tiles
expect_status 1
[ "$(features both/incidents.geojson)" -eq 6 ] || fail "an article that stands in both files counts twice"

# Options.
run layers -q "$small" -o layers --no-merge --no-map --no-tiles
expect_status 0
[ "$(features layers/incidents.geojson)" -eq 7 ] || fail "--no-merge merges"
[ ! -e layers/map.png ] && [ ! -e layers/map.pdf ] && [ ! -e layers/incidents.mbtiles ] || fail "stale pictures are left"
run layers -q "$small" -o utm --crs EPSG:32637 --language en --title 'A "title" & more' --no-map --no-tiles
expect_status 0

# Damaged lines are skipped and told.
run layers "$damaged" -o damaged --no-map --no-tiles
expect_status 1
expect_err "skipped 4 damaged lines; the first: '$damaged' line 1: no JSON"
[ "$(wc -l <damaged/results.ndjson)" -eq 1 ] || fail "damaged lines are kept"

# What cannot be done is told, and nothing is touched.
before=$(sums layers)
unchanged() { [ "$(sums layers)" = "$before" ] && [ -z "$(find layers -name '.*' -type d)" ] || fail "the folder was touched"; }
refused() { # status, message, arguments
	local wanted=$1 message=$2
	shift 2
	run layers "$@"
	expect_status "$wanted"
	expect_err "$message"
	unchanged
}
: >empty.ndjson
echo "no result" >text.ndjson
refused 2 "which results?" -o layers
refused 2 "where to?" "$small"
refused 2 "'--language' is 'ar' or 'en', not 'fr'" "$small" -o layers --language fr
refused 2 "unknown CRS 'EPSG:nonsense'" "$small" -o layers --crs EPSG:nonsense
refused 3 "cannot open results 'missing.ndjson'" missing.ndjson -o layers
refused 4 "no results in 'empty.ndjson'" empty.ndjson -o layers
refused 4 "no line is a result of 'kharita extract'" text.ndjson -o layers
refused 3 "'/proc/nowhere'" "$small" -o /proc/nowhere
refused 3 "'text.ndjson' is not a folder" "$small" -o text.ndjson
refused 4 "'text.ndjson' is no GeoPackage" "$small" -o layers --review text.ndjson

# A full disk, as a limit on the size of files.
(
	trap '' XFSZ
	ulimit -f 64
	"$KHARITA" layers "$small" -o layers --no-map >out 2>err
)
status=$?
expect_status 3
expect_err "cannot write"
unchanged
