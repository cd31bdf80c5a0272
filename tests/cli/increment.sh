# map --add: what comes out is what one run over everything gives; what is known is passed over; one run a folder.
. "$(dirname "$0")/lib.sh"

# The same bytes but for run.json (times, inputs of the run) and the state store.
same_outputs() {
	local file
	for file in $(ls -A "$1" "$2" | grep -v ':$' | sort -u); do
		case $file in run.json | state.sqlite) continue ;; esac
		cmp "$1/$file" "$2/$file" || fail "$file of '$1' and '$2' differ"
	done
}

# Half of the articles, then all: as all at once.
mkdir feed
for i in $(seq -w 1 12); do
	for article in "$articles"/0[1-3]*.txt; do
		{ cat "$article"; echo "رقم الخبر $i."; } >"feed/$i-$(basename "$article")" # "news item number ..."
	done
done
: >feed/07-empty.txt
mkdir later
mv feed/0[2468]* feed/11* later/
run map feed -o added --title "Weekly" --language en
expect_status 1
cp added/results.ndjson first.ndjson
mv later/* feed/
: >feed/00-empty.txt
run map --add feed -o added
expect_status 1
expect_err "15 new articles"
run map feed -o whole --title "Weekly" --language en
expect_status 1
same_outputs added whole
grep -q '"title": "Weekly"' added/run.json || fail "--add forgot the options of the run before"

# Nothing new: nothing is touched.
(cd added && find . -type f | sort | xargs cksum) >sums
run map --add feed -o added
expect_status 1
expect_err "nothing new"
(cd added && find . -type f | sort | xargs cksum) | cmp - sums || fail "a run without news changed the folder"
run map --add -o added
expect_status 0
expect_err "nothing new"

run map --add -o nothing
expect_status 2
expect_err "'nothing' holds no map yet"

# Order does not matter: records from a stream in another order than files are read in.
"$KHARITA" extract feed/1[0-2]*.txt >/dev/null 2>&1
python3 - feed >lines.ndjson <<'END'
import json, os, sys
for name in sorted(os.listdir(sys.argv[1]), reverse=True):
    print(json.dumps({"path": "feed/" + name, "text": open("feed/" + name, encoding="utf-8").read()}))
END
run map lines.ndjson -o records --no-map --no-tiles
expect_status 1
run map feed -o files --no-map --no-tiles
for file in results.ndjson incidents.geojson mentions.geojson kharita.gpkg kharita.qgz unresolved.csv; do
	cmp "records/$file" "files/$file" || fail "$file depends on the order or the kind of the inputs"
done

# A file that was written anew takes the place of what it held before.
cp "feed/01-$(basename "$articles"/01*)" former.txt
put_article "feed/01-$(basename "$articles"/01*)"
run map --add feed -o files
expect_status 1
expect_err "1 new articles"
run map feed -o files_whole --no-map --no-tiles
same_outputs files files_whole
python3 - files/state.sqlite <<'END' || fail "the state store does not hold"
import sqlite3, sys, zlib
db = sqlite3.connect(sys.argv[1])
taken = db.execute("SELECT source, text, text_bytes FROM articles WHERE status = 'taken'").fetchall()
assert len(taken) == 36, len(taken)
text = zlib.decompress([t for s, t, n in taken if "/01-01" in s][0]).decode()
assert text.startswith("شن تنظيم"), text # "the organisation launched"
assert {r[0] for r in db.execute("SELECT source FROM rejected")} == {"feed/00-empty.txt", "feed/07-empty.txt"}
END

# Another gazetteer: what was read before is read again, from the store, though the files are gone.
cp -r "$SOURCE_DIR/gazetteer" changed
python3 - changed/places.tsv <<'END'
import sys
path = sys.argv[1]
lines = open(path, encoding="utf-8").read().split("\n")
for i, line in enumerate(lines):
    cells = line.split("\t")
    if len(cells) > 7 and cells[3] == "كباجب": # Kabajib
        cells[6] = "34.9"
        lines[i] = "\t".join(cells)
open(path, "w", encoding="utf-8").write("\n".join(lines))
END
run gazetteer build changed -o changed.gaz
expect_status 0
run map feed -o moved_whole --no-map --no-tiles --gazetteer changed.gaz
mv feed gone
run map --add -o files --gazetteer changed.gaz
expect_status 0
expect_err "read again"
same_outputs files moved_whole
mv gone feed

# Two runs in one folder: the second is refused and names the first.
mkfifo pipe
"$KHARITA" map --add - -o files <pipe >/dev/null 2>other & # waits for its input to end
pid=$!
exec 9>pipe
until [ -e files/.kharita.lock ]; do sleep 0.05; done
until [ -s files/.kharita.lock ]; do sleep 0.05; done
run map --add feed -o files
expect_status 3
expect_err "folder 'files' is in use by 'kharita map', process $pid on $(hostname)"
run review list -o files
expect_status 3
expect_err "process $pid"
exec 9>&-
wait $pid

# A lock that a dead process left behind is taken over.
echo "'kharita map', process 4194305 on nowhere" >files/.kharita.lock
run map --add feed -o files
expect_status 1
[ ! -e files/.kharita.lock ] || fail "the lock stays"

# A store of a later version, or a damaged one, is not touched.
cp files/state.sqlite keep.sqlite
sqlite3 files/state.sqlite 'PRAGMA user_version = 99' 2>/dev/null || python3 -c '
import sqlite3; sqlite3.connect("files/state.sqlite").execute("PRAGMA user_version = 99")'
run map --add feed -o files
expect_status 4
expect_err "later version"
echo nonsense >files/state.sqlite
run map --add feed -o files
expect_status 4
expect_err "state.sqlite"
cp keep.sqlite files/state.sqlite
run map --add feed -o files
expect_status 1
