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
run tiles layers -o a.mbtiles -z 5-7 --append
expect_status 0
expect_err "of them taken over"
cmp a.mbtiles b.mbtiles || fail "--append gives other bytes"
for file in fine.pmtiles fine.gpkg; do
	run tiles layers -o $file -z 6-7 --scale 2 --show incidents,density --bbox 38,34,41,36
	expect_status 0
	[ -s $file ] || fail "$file is missing"
done
run tiles layers -o base.mbtiles -z 5-6 --show base
expect_status 0
run tiles layers -o again.mbtiles -z 5-6 --show base --language en
expect_status 0
cmp -s base.mbtiles again.mbtiles && fail "the base map's names have one language"
run tiles layers -o c.mbtiles --show incidents,clouds
expect_status 2
expect_err "'--show' takes a list of incidents, extents, routes, places, density, base, not 'incidents,clouds'"
run tiles layers -o c.mbtiles --bbox 41,34,38,36
expect_status 2
run tiles layers -o c.mbtiles --scale 3
expect_status 2
run tiles layers -o c.pmtiles --append
expect_status 2
[ ! -e c.mbtiles ] && [ ! -e c.pmtiles ] || fail "a refused command writes"
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
run poster layers -o week.pdf --table --paper a3 --portrait --from 2020-01-01 --admin "دير الزور" --type battles,explosions
expect_status 0
expect_err "incidents are drawn"
run poster layers -o named --code TEST --dpi 50 --near الميادين --within 80km --produced 2024-05-01
expect_status 0
[ -s named/TEST_incidents_a4_20240501.png ] && [ -s named/TEST_incidents_a4_20240501.pdf ] || fail "no file by OCHA's custom: $(ls named)"
for wrong in "--from yesterday" "--from 2024-02-02 --to 2024-01-01" "--within 5km" "--near الميادين --within far" "--near zzqzzqzz" "--admin zzqzzqzz" \
	"--paper a9" "--bbox 1,2,3" "--code a/b"; do
	run poster layers -o wrong.png $wrong
	expect_status 2
	[ ! -e wrong.png ] || fail "'$wrong' draws"
done
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
