# tiles and poster: from a folder of layers and from results.
. "$(dirname "$0")/../cli/lib.sh"

small=$SOURCE_DIR/tests/data/results/small.ndjson
run layers -q "$small" -o layers --no-map --no-tiles
run tiles layers -o a.mbtiles -z 5-7
expect_status 0
run tiles -q "$small" -o b.mbtiles --zoom=5-7
expect_status 0
expect_quiet
cmp a.mbtiles b.mbtiles || fail "tiles of the folder and of its results differ"
run poster layers -o map.png --dpi 72
expect_status 0
run poster "$small" -o map.pdf --language en --title Title
expect_status 0
[ "$(head -c 4 map.pdf)" = %PDF ] || fail "map.pdf is no PDF"

run tiles layers
expect_status 2
run tiles layers -o c.mbtiles -z 9-5
expect_status 2
expect_err "'--zoom' takes levels such as 5-11"
run poster layers -o map.jpeg
expect_status 2
run poster layers layers -o map.png
expect_status 2
run poster nowhere -o map.png
expect_status 3
mkdir bare
run tiles bare -o c.mbtiles
expect_status 3
expect_err "results.ndjson"
