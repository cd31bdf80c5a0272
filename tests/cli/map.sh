# map: all files together or none; a foreign folder is refused; a second run replaces the first.
. "$(dirname "$0")/lib.sh"

files="incidents.geojson kharita.gpkg kharita.qgz mentions.geojson places.geojson rejects.ndjson results.ndjson run.json
unresolved.csv"
run map "$articles" --metadata "$metadata" -o layers
expect_status 0
for file in $files incidents.mbtiles map.png map.pdf extents.geojson routes.geojson; do
	[ -s "layers/$file" ] || [ "$file" = rejects.ndjson ] || fail "layers/$file is missing or empty"
done
[ -f layers/rejects.ndjson ] || fail "rejects.ndjson is missing"
[ -z "$(find layers -name '.kharita-*')" ] || fail "the staging folder is left behind"
python3 - layers/run.json <<'END' || fail "run.json does not hold"
import json, sys
run = json.load(open(sys.argv[1], encoding="utf-8"))
assert run["counts"]["articles"] == 14 and run["counts"]["rejected"] == 0, run
assert run["counts"]["mentions"] > 60 and run["counts"]["incidents"] > 15, run
assert run["options"]["output"] == "layers" and len(run["inputs"]) == 1, run
assert set(run["versions"]) == {"kharita", "GDAL", "PROJ", "ICU", "jansson"}, run
assert run["gazetteer"]["date"] and run["gazetteer"]["places"] > 1000, run
assert "kharita.gpkg" in run["files"], run
END

# The same inputs again, fewer outputs: what is not made anew goes, what is not ours stays.
cp layers/results.ndjson before.ndjson
echo mine >layers/notes.txt
run map -q "$articles" --metadata "$metadata" -o layers --no-tiles --no-map
expect_status 0
expect_quiet
cmp before.ndjson layers/results.ndjson || fail "a second run gives other results"
[ ! -e layers/incidents.mbtiles ] && [ ! -e layers/map.png ] || fail "outputs of the first run are left"
[ -f layers/notes.txt ] || fail "a file of the user's is gone"

# Rejected inputs: status 1, told in rejects.ndjson.
mkdir in
put_article in/a.txt
: >in/empty.txt
run map in -o mixed --no-tiles --no-map
expect_status 1
grep -q '"source":"in/empty.txt","reason":"empty"' mixed/rejects.ndjson || fail "rejects.ndjson lacks the empty file"

# No article: nothing is made, what was there stays.
: >empty.txt
run map empty.txt -o nothing
expect_status 4
expect_err "no article in 'empty.txt'"
[ ! -e nothing ] || fail "a folder is left behind"
(cd layers && find . -type f | sort | xargs cksum) >sums
run map empty.txt -o layers
expect_status 4
(cd layers && find . -type f | sort | xargs cksum) | cmp - sums || fail "a failed run changed the folder"
run map "$articles" -o layers --crs EPSG:nonsense
[ "$status" -ge 2 ] || fail "an unknown CRS is taken"
(cd layers && find . -type f | sort | xargs cksum) | cmp - sums || fail "a failed run changed the folder"
[ -z "$(find layers -name '.kharita-*')" ] || fail "the staging folder is left behind"

# A full disk, as a limit on the size of files.
(
	trap '' XFSZ
	ulimit -f 8
	"$KHARITA" map "$articles" -o layers >out 2>err
)
status=$?
expect_status 3
(cd layers && find . -type f | sort | xargs cksum) | cmp - sums || fail "a full disk changed the folder"
[ -z "$(find layers -name '.kharita-*')" ] || fail "the staging folder is left behind"

# Folders that are not ours, or cannot be written into.
mkdir foreign
echo mine >foreign/notes.txt
run map in -o foreign
expect_status 2
expect_err "'foreign' holds files that are not an earlier run's ('notes.txt')"
[ "$(ls -A foreign)" = notes.txt ] || fail "the foreign folder was changed"
mkdir readme
echo "# here" >readme/README.md
run map in -o readme --no-tiles --no-map
expect_status 1
run map in -o foreign/notes.txt
expect_status 3
run map in -o /proc/nowhere
expect_status 3

# An output folder inside the input folder is no input.
run map in -o in/out --no-tiles --no-map
expect_status 1
run map in -o in/out --no-tiles --no-map
expect_status 1
[ "$(wc -l <in/out/rejects.ndjson)" -eq 1 ] || fail "the output folder was read"

# The staging folder of a run that was killed goes with the next run.
mkdir layers/.kharita-4194305
run map -q in -o layers --no-tiles --no-map
expect_status 1
[ ! -e layers/.kharita-4194305 ] || fail "the staging folder of a dead run stays"

# A run that is told to stop leaves nothing behind.
(
	while [ -z "$(find . -name '.kharita-*' -print -quit)" ]; do sleep 0.05; done
	sleep 0.5
	cat "$articles/01_convoy_kabajib.txt"
) | "$KHARITA" map - -o stopped >out 2>err &
pid=$!
while [ -z "$(find . -name '.kharita-*' -print -quit)" ]; do sleep 0.05; done
kill -TERM $pid
wait $pid
status=$?
expect_status 3
expect_err "interrupted"
[ ! -e stopped ] || fail "an interrupted run leaves its folder behind"
