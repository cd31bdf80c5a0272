# review: corrections move between teams as CSV; an import can be repeated, conflicts and bad rows are told.
. "$(dirname "$0")/lib.sh"

mkdir feed
cp "$articles"/0[1-4]*.txt feed/
run map feed --metadata "$metadata" -o ours --no-tiles --no-map
cp -r ours theirs
cp -r ours third

# As QGIS does it (tests/clients/review.sh does it in QGIS).
edit() { # DIR SQL...
	python3 - "$@" <<'END' || fail "the GeoPackage cannot be edited"
import sqlite3, sys
db = sqlite3.connect(sys.argv[1] + "/kharita.gpkg")
db.create_function('ST_IsEmpty', 1, lambda blob: 0 if blob else None)
for name in ('ST_MinX', 'ST_MaxX', 'ST_MinY', 'ST_MaxY'):
    db.create_function(name, 1, lambda blob: 0)
for (trigger,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
    db.execute('DROP TRIGGER "%s"' % trigger)
for sql in sys.argv[2:]:
    assert db.execute(sql).rowcount > 0, sql
db.commit()
END
}
edit ours "UPDATE incidents SET review_status = 'rejected' WHERE start = 80 AND source LIKE '%01_convoy%'" \
	"UPDATE incidents SET corrected_date = '2022-09-04', review_note = 'a, \"b\"; c' WHERE start = 19 AND source LIKE '%04_post%'" \
	"UPDATE mentions SET review_status = 'confirmed' WHERE surface = 'تدمر' AND source LIKE '%01_convoy%'"
edit theirs "UPDATE incidents SET review_status = 'confirmed' WHERE start = 80 AND source LIKE '%01_convoy%'" \
	"UPDATE incidents SET corrected_fatalities = 4 WHERE start = 60 AND source LIKE '%02_bus%'"

run review list -o ours
expect_status 0
expect_err "3 corrections"
expect_out "rejected incident feed/01_convoy_kabajib.txt:80-279"
expect_out "corrected_date: 2022-09-04"
run review export ours.csv -o ours
expect_status 0
run review export -o theirs
expect_status 0
cp out theirs.csv

# Theirs into ours: one is new, one in conflict; the second time nothing.
run review import theirs.csv -o ours
expect_status 1
expect_err "1 corrections new, 0 changed, 0 the same, 1 in conflict"
expect_err "review_status is 'rejected' here and 'confirmed' there; ours is kept"
run review import theirs.csv -o ours
expect_status 1
expect_err "0 corrections new, 0 changed, 1 the same, 1 in conflict"
run map --add -o ours
expect_status 0
python3 - ours <<'END' || fail "the corrections are not in force"
import json, sys
by = {}
for f in json.load(open(sys.argv[1] + "/incidents.geojson", encoding="utf-8"))["features"]:
    p = f["properties"]
    by[p["source"].split("/")[-1][:2], p["start"]] = p
assert by["01", 80]["review_status"] == "rejected"
assert by["04", 19]["event_date"] == "2022-09-04" and by["04", 19]["review_status"] == "corrected"
assert by["02", 60]["fatalities"] == 4, by["02", 60]
END
run review import theirs.csv -o ours --theirs
expect_status 0
expect_err "1 changed, 1 the same"

# Into a folder that has no correction yet, and back out: the same rows.
run review import ours.csv -o third
expect_status 0
expect_err "3 corrections new"
run review import ours.csv -o third
expect_status 0
expect_err "0 corrections new, 0 changed, 3 the same"
run review export third.csv -o third
python3 - ours.csv third.csv <<'END' || fail "export and import lose something"
import csv, sys
rows = [list(csv.DictReader(open(p, encoding="utf-8", newline=""))) for p in sys.argv[1:]]
for r in rows[0] + rows[1]:
    for k in ("origin", "updated", "outcome", "conflict"):
        del r[k]
assert rows[0] == rows[1] and len(rows[0]) == 3, rows
END

# Bad rows are refused one by one, with the line; a spreadsheet's semicolons and encoding are understood.
python3 - ours.csv bad.csv <<'END'
import csv, sys
rows = list(csv.DictReader(open(sys.argv[1], encoding="utf-8", newline="")))
def row(**change):
    r = dict(rows[0]); r.update(change); return r
bad = [row(doc_id="12"), row(start="9", end="3"), row(review_status="perhaps"), row(corrected_date="2021-02-30x"),
       row(corrected_lat="95", corrected_lon="40"), row(corrected_lat="35"), row(corrected_fatalities="-1"),
       row(layer="road"), row(review_status="", review_note="", corrected_date=""), row(), row()]
with open(sys.argv[2], "w", encoding="utf-16", newline="") as f:
    w = csv.DictWriter(f, rows[0].keys(), delimiter=";")
    w.writeheader()
    w.writerows(bad)
END
rm -rf fourth
cp -r theirs fourth
rm -f fourth/state.sqlite
run review import bad.csv -o fourth
expect_status 1
for reason in "'12' is no doc_id" "are no span" "'perhaps' is none of" "is no date" "'95' is no latitude" "go together" \
	"'-1' is no number" "'road' is neither" "it corrects nothing"; do
	expect_err "$reason"
done
expect_err "line 2:"
expect_err "rows refused"
run review import "$metadata" -o fourth
expect_status 4
expect_err "has no column 'doc_id'"
run review import missing.csv -o fourth
expect_status 3
run review list -o nowhere
expect_status 3
run review lst
expect_status 2
expect_err "did you mean 'list'?"

# A rejection holds when the article comes only later, and when the store was lost it is read out of the GeoPackage.
mkdir none
put_article none/a.txt
run map none -o later --no-tiles --no-map
run review import ours.csv -o later
expect_status 0
run map --add feed --metadata "$metadata" -o later
expect_status 0
grep -q '"review_status":"rejected"' later/incidents.geojson || fail "the rejection waits in vain for its article"
rm later/state.sqlite
run map --add feed --metadata "$metadata" -o later
grep -q '"review_status":"rejected"' later/incidents.geojson || fail "a lost store is not read out of the GeoPackage again"

# What is rejected is drawn nowhere; the report map and tiles drawn by themselves know the review too.
run tiles later -o t.mbtiles
expect_status 0
run poster later -o p.png
expect_status 0
run layers later/results.ndjson -o plain --no-map --no-preview
run tiles plain -o u.mbtiles
cmp -s t.mbtiles u.mbtiles && fail "the tiles show what was rejected"

# A full disk leaves everything as it was, corrections included.
edit later "UPDATE incidents SET review_note = 'not lost' WHERE start = 80 AND source LIKE '%01_convoy%'"
(cd later && find . -type f | sort | xargs cksum) >sums
(
	trap '' XFSZ
	ulimit -f 600
	"$KHARITA" map --add none "$articles"/0[5-8]*.txt -o later >out 2>err
)
status=$?
expect_status 3
(cd later && find . -type f | sort | xargs cksum) | cmp - sums || fail "a full disk changed the folder"
run map --add none -o later
grep -q "1 corrections" err || fail "the correction was lost"
exit 0
