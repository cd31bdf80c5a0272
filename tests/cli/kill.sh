# kill -9 at 50 random moments: each time every output is whole and of one run, and the next run goes on from there.
. "$(dirname "$0")/lib.sh"

mkdir feed all
for i in $(seq -w 1 30); do
	{ cat "$articles/01_convoy_kabajib.txt"; echo "رقم الخبر $i."; } >"all/$i.txt" # "news item number ..."
done
cp all/0*.txt feed/
run map feed -o made --no-map
expect_status 0
RANDOM=${KHARITA_SEED:-7}

# Every file opens, and the layers are those of the results beside them.
check() {
	python3 - made <<'END'
import json, os, sqlite3, sys
out = sys.argv[1]
results = [json.loads(line) for line in open(out + "/results.ndjson", encoding="utf-8")]
sources = [r["source"] for r in results]
assert sources == sorted(set(sources)) and len(sources) >= 9, sources
for name in ("incidents", "mentions", "places", "extents", "routes"):
    json.load(open("%s/%s.geojson" % (out, name), encoding="utf-8"))
run = json.load(open(out + "/run.json", encoding="utf-8"))
for name in run["files"]:
    assert os.path.getsize(out + "/" + name) > 0 or name == "rejects.ndjson", name
for name in ("kharita.gpkg", "incidents.mbtiles", "state.sqlite"):
    assert sqlite3.connect(out + "/" + name).execute("PRAGMA integrity_check").fetchone() == ("ok",), name
db = sqlite3.connect(out + "/kharita.gpkg")
taken = sqlite3.connect(out + "/state.sqlite").execute("SELECT count(*) FROM articles WHERE status = 'taken'").fetchone()
if not os.path.exists(out + "/.kharita-commit"): # else the next run brings it to its end
    assert db.execute("SELECT count(*) FROM articles").fetchone() == (len(results),)
    assert taken == (len(results),), taken
    assert run["counts"]["articles"] == len(results)
END
}

# Kills fall anywhere within the time that a run takes here and now: each run that ended before its kill makes it shorter, each
# that did not makes it longer, so that some seven of ten meet their run however busy the machine is, and all its moments are met.
begun=$(date +%s%N)
"$KHARITA" map feed -o made --no-map >/dev/null 2>err || fail "the first run"
lasts=$((($(date +%s%N) - begun) / 1000000 + 2))
killed=0
for i in $(seq 1 50); do
	cp all/$(printf %02d $((i % 30 + 1))).txt feed/
	[ $((i % 5)) -eq 0 ] && flags= || flags=--add
	setsid "$KHARITA" map $flags feed -o made --no-map >/dev/null 2>err &
	pid=$!
	sleep "$(awk -v ms=$((RANDOM % lasts)) 'BEGIN {printf "%.3f", ms / 1000}')"
	if kill -9 -- -$pid 2>/dev/null; then
		killed=$((killed + 1))
		lasts=$((lasts * 9 / 8 + 1))
	else
		lasts=$((lasts * 3 / 4 + 1))
	fi
	wait $pid 2>/dev/null
	check || fail "after the kill number $i"
done
[ $killed -gt 15 ] || fail "only $killed of 50 runs were still running when they were to be killed (within $lasts ms at the end)"
run map --add feed -o made
expect_status 0
check || fail "the last run"
[ -z "$(find made -name '.kharita*')" ] || fail "a dead run left something behind"
run map feed -o whole --no-map
for file in results.ndjson incidents.geojson kharita.gpkg incidents.mbtiles; do
	cmp "made/$file" "whole/$file" || fail "$file is not what one run gives"
done
