# watch: articles are added as they come; a file that grows is waited for; a signal leaves whole outputs.
. "$(dirname "$0")/lib.sh"

articles_in() { python3 -c 'import sys; print(sum(1 for _ in open(sys.argv[1])))' "$1/results.ndjson" 2>/dev/null || echo 0; }
wait_for() { # COUNT: articles in made
	for _ in $(seq 1 600); do
		[ "$(articles_in made)" = "$1" ] && return 0
		sleep 0.1
	done
	fail "$(articles_in made) articles in made, not $1"
}

mkdir feed
put_article feed/a.txt
run watch feed -o once --once --settle 1 --no-map --no-tiles
expect_status 0
expect_err "1 new articles, 0 refused; 1 articles"
run watch feed/a.txt -o once --once
expect_status 2
expect_err "'feed/a.txt' is no folder"
run watch missing -o once --once
expect_status 3

for mode in inotify poll; do
	rm -rf made feed
	mkdir feed
	put_article feed/a.txt
	[ $mode = poll ] && flags="--poll 1" || flags=
	"$KHARITA" watch feed -o made --settle 1 --no-map --no-tiles $flags >/dev/null 2>log &
	pid=$!
	wait_for 1
	mkdir feed/sub
	{ cat feed/a.txt; echo "خبر ثان."; } >feed/sub/b.txt # "a second item"
	wait_for 2
	# A file that grows for three seconds is read once, whole.
	(
		for i in 1 2 3 4 5 6; do
			printf 'سيطرت القوات على قرية المزعل في اليوم %s. ' $i # "the forces took the village"
			sleep 0.5
		done
		echo "انتهى." # "end"
	) >feed/c.txt
	wait_for 3
	grep -q "1 new articles" log || fail "no line a pass"
	[ "$(grep -c 'feed/c.txt' made/results.ndjson)" -eq 1 ] || fail "a growing file was taken twice"
	python3 - <<'END' || fail "the growing file was read before it was whole"
import sqlite3, zlib
row = sqlite3.connect("made/state.sqlite").execute("SELECT text FROM articles WHERE source = 'feed/c.txt'").fetchone()
assert zlib.decompress(row[0]).decode().rstrip().endswith("انتهى.") # "end"
END
	kill -TERM $pid
	wait $pid
	status=$?
	cp log err
	expect_status 0
	expect_err "stopped; 'made' is whole"
	[ -z "$(find made -name '.kharita*')" ] || fail "something is left behind"
done
run map feed -o whole --no-map --no-tiles
for file in results.ndjson incidents.geojson kharita.gpkg unresolved.csv; do
	cmp "made/$file" "whole/$file" || fail "$file is not what one run gives"
done
