# map's sub-programs: tiles are drawn beside the rest; when either fails the other ends, and the folder is as it was.
. "$(dirname "$0")/lib.sh"

build=$(dirname "$(dirname "$KHARITA")")
mkdir -p own/bin own/libexec/kharita
cp "$KHARITA" own/bin/kharita
cp "$build"/libexec/kharita/* own/libexec/kharita/
ln -s "$build/share" own/share
KHARITA=$work/own/bin/kharita
draw=own/libexec/kharita/kharita-draw
put_article a.txt
run map a.txt -o made --no-map --no-preview
expect_status 0
[ -s made/incidents.mbtiles ] || fail "there are no tiles"
(cd made && find . -type f | sort | xargs cksum) >sums

# The same tiles as by `layers`, which draws them itself, and by another number of threads.
run layers made/results.ndjson -o again --no-map --no-preview -j1
cmp made/incidents.mbtiles again/incidents.mbtiles || fail "map draws other tiles than layers"
python3 -c 'import zipfile; z = zipfile.ZipFile("made/kharita.qgz"); assert b"incidents.mbtiles" in z.read(z.namelist()[0])' || fail "the project lacks the tiles"

unchanged() {
	(cd made && find . -type f | sort | xargs cksum) | cmp - sums || fail "a failed run changed the folder"
	[ -z "$(find made -name '.kharita-*')" ] || fail "the staging folder is left behind"
}

# What draws dies, fails, or waits for ever while the other one fails.
replace() {
	rm -f $draw
	printf '#!/bin/sh\n%s\n' "$1" >$draw
	chmod +x $draw
}
replace 'kill -9 $$'
run map a.txt -o made --no-map --no-preview
expect_status 3
expect_err "'kharita-draw' was ended by signal 9"
unchanged
replace 'cat >/dev/null; exit 3'
run map a.txt -o made --no-map --no-preview
expect_status 3
expect_err "writing the layers failed (status 3)"
unchanged
replace 'exec sleep 1000'
run map a.txt -o made --no-map --no-preview --crs EPSG:nonsense
expect_status 2
expect_err "EPSG:nonsense"
unchanged
replace 'exec sleep 1000' # no article: it is not needed
: >empty.txt
run map empty.txt -o made
expect_status 4
unchanged

# Told to stop while it draws: nothing is left running.
replace 'echo $$ >drawing; exec sleep 1000'
"$KHARITA" map a.txt -o made --no-map --no-preview >out 2>err &
pid=$!
while [ ! -s drawing ] && kill -0 $pid; do sleep 0.02; done
sleep 0.3
kill -TERM $pid
wait $pid
status=$?
expect_status 3
expect_err "interrupted"
unchanged
! kill -0 "$(cat drawing)" 2>/dev/null || fail "what draws is still running"

# Without it the other sub-program draws the tiles.
rm $draw
run map a.txt -o alone --no-map --no-preview
expect_status 0
cmp made/incidents.mbtiles alone/incidents.mbtiles || fail "kharita-write draws other tiles"

# No command line, or half of one, is none.
cp "$build/libexec/kharita/kharita-draw" $draw
for words in '' 'layers\0--output\0nowhere\0'; do
	printf "$words" | $draw folder-tiles >out 2>err
	status=$?
	expect_status 0
	expect_quiet
done
printf 'layers\0a\0b\0\0' | $draw folder-tiles >out 2>err
status=$?
expect_status 2
