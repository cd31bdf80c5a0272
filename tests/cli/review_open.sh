# A GeoPackage that somebody has open while a run replaces it: what is saved into it afterwards is not lost.
. "$(dirname "$0")/lib.sh"

mkdir feed
put_article feed/a.txt
run map feed -o made --no-tiles --no-map --no-preview
cat >hold.py <<'END'
import sqlite3, sys, time, os
db = sqlite3.connect("made/kharita.gpkg")
db.create_function('ST_IsEmpty', 1, lambda blob: 0 if blob else None)
for name in ('ST_MinX', 'ST_MaxX', 'ST_MinY', 'ST_MaxY'):
    db.create_function(name, 1, lambda blob: 0)
db.execute("PRAGMA journal_mode=WAL")
for (t,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
    db.execute('DROP TRIGGER "%s"' % t)
db.execute("UPDATE incidents SET review_note = 'before'")
db.commit()
open("ready", "w").close()
while not os.path.exists("go"):
    time.sleep(0.05)
db.execute("UPDATE incidents SET review_note = 'saved late', review_status = 'rejected'")
db.commit()
open("done", "w").close()
while not os.path.exists("end"):
    time.sleep(0.05)
END
python3 hold.py & pid=$!
until [ -e ready ]; do sleep 0.05; done
{ cat feed/a.txt; echo "خبر ثان."; } >feed/b.txt # "a second item"
run map --add feed -o made
expect_status 0
expect_err "is open in another program"
[ -e made/.kharita-open.gpkg ] || fail "the open package is gone"
touch go
until [ -e done ]; do sleep 0.05; done
run map --add feed -o made
expect_status 0
touch end; wait $pid
grep -q '"review_status":"rejected"' made/incidents.geojson || fail "what was saved late is lost"
run map --add feed -o made
[ ! -e made/.kharita-open.gpkg ] || fail "stays"
python3 - <<'END' || fail "the GeoPackage does not show what was saved late"
import sqlite3
rows = sqlite3.connect("made/kharita.gpkg").execute("SELECT review_status, review_note FROM incidents WHERE source = 'feed/a.txt'")
assert rows.fetchall() == [("rejected", "saved late")]
END
