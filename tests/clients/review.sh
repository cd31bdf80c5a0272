# An analyst's corrections in QGIS survive ten runs with new articles and a changed lexicon; a rejected incident does not
# come back with another report of it.
. "$(dirname "$0")/../cli/lib.sh"

session() { # edits as JSON on standard input
	cat >edits.json
	/usr/bin/python3 "$SOURCE_DIR/tests/clients/qgis_review.py" made edits.json >out 2>err # QGIS's own Python
	status=$?
	[ $status -eq 77 ] && exit 77
	[ $status -eq 0 ] || fail "the editing session"
}

cat >check.py <<'END'
import json, sqlite3, sys

incidents = [f for f in json.load(open("made/incidents.geojson", encoding="utf-8"))["features"]]
db = sqlite3.connect("made/kharita.gpkg")
db.row_factory = sqlite3.Row
rows = {r["event_id"]: r for r in db.execute("SELECT * FROM incidents")}

def of(article, start):
    """The incident whose first report is that article, at that place in the text."""
    found = [f for f in incidents if f["properties"]["source"].endswith(article) and f["properties"]["start"] == start]
    assert len(found) == 1, (article, start, len(found))
    return found[0]["properties"], found[0]["geometry"], rows[found[0]["properties"]["event_id"]]

# Rejected, also where other outlets' reports of it have joined.
ambush = [f["properties"] for f in incidents if f["properties"]["event_date"] == "2021-10-14" and f["properties"]["fatalities"] == 7]
assert ambush and all(p["review_status"] == "rejected" for p in ambush), ambush
if "joined" in sys.argv:
    assert len(ambush) == 1 and ambush[0]["number_of_sources"] == 2, ambush
    assert "also reported by" in rows[ambush[0]["event_id"]]["review_conflict"]
# Place by identifier, day, number killed.
p, g, r = of("04_post_busayrah.txt", 19)
assert p["review_status"] == "corrected", p
assert (p["place_id"], p["location_ar"], p["event_date"], p["fatalities"]) == ("K00112", "الصور", "2022-09-05", 2), p
assert r["original_location_ar"] == "البصيرة" and r["original_event_date"] == "2022-09-06", dict(r)
assert r["original_fatalities"] == "1" and r["review_note"].startswith("seen on the spot"), dict(r)
places = [f for f in json.load(open("made/places.geojson", encoding="utf-8"))["features"] if f["properties"]["place_id"] == "K00112"]
assert g["coordinates"] == places[0]["geometry"]["coordinates"], g
# The point moved on the map.
p, g, r = of("04_post_busayrah.txt", 274)
assert abs(g["coordinates"][0] - 40.6) < 1e-6 and abs(g["coordinates"][1] - 35.4) < 1e-6, g
assert p["review_status"] == "corrected" and r["corrected_lat"] == 35.4, dict(r)
# The type; the name of a place that only one bears.
p, g, r = of("04_post_busayrah.txt", 370)
assert (p["event_type"], p["sub_event_type"]) == ("Violence against civilians", "Abduction/forced disappearance"), p
assert p["location_ar"] == "هجين", p # Hajin
# Confirmed.
p, g, r = of("02_bus_road_sukhna.txt", 60)
assert p["review_status"] == "confirmed", p
if "moved" in sys.argv: # the gazetteer has another position now: it is told
    assert "latitude: " in r["review_conflict"], dict(r)
if "seen" in sys.argv:
    assert not r["review_conflict"], dict(r)
# Mentions.
m = {(x["source"].split("/")[-1], x["surface"]): x for x in db.execute("SELECT * FROM mentions")}
assert m[("01_convoy_kabajib.txt", "جبل البشري")]["place_id"] == "K00102"
assert m[("01_convoy_kabajib.txt", "تدمر")]["review_status"] == "rejected"
END
check() { python3 check.py "$@" >out 2>err || fail "after round $round: $*"; }

mkdir feed
cp "$articles"/0[1-4]*.txt feed/
run map feed --metadata "$metadata" -o made --no-tiles --no-map
expect_status 0
session <<'END'
[{"layer": "incidents", "where": {"start": 80, "location_ar": "كباجب"}, "set": {"review_status": "rejected"}},
 {"layer": "incidents", "where": {"start": 19, "location_ar": "البصيرة"},
  "set": {"review_status": "corrected", "corrected_place_id": "K00112", "corrected_date": "2022-09-05",
          "corrected_fatalities": 2, "review_note": "seen on the spot, \"twice\"; with a comma,\nand a line"}},
 {"layer": "incidents", "where": {"start": 274, "location_ar": "الصور"}, "move": [40.6, 35.4]},
 {"layer": "incidents", "where": {"start": 370, "location_ar": "أبو حمام"},
  "set": {"corrected_type": "Violence against civilians", "corrected_sub_type": "Abduction/forced disappearance",
          "corrected_place": "هجين"}},
 {"layer": "incidents", "where": {"start": 60, "location_ar": "كباجب"}, "set": {"review_status": "confirmed"}},
 {"layer": "mentions", "where": {"surface": "جبل البشري"}, "set": {"corrected_place_id": "K00102"}},
 {"layer": "mentions", "where": {"surface": "تدمر"}, "set": {"review_status": "rejected"}}]
END

# A changed lexicon and gazetteer: another sub-type of hand grenades (and so other identifiers), another position.
cp -r "$SOURCE_DIR/gazetteer" changed
sed -i 's/\tGrenade\t/\tRemote explosive\/landmine\/IED\t/' changed/lexicon/triggers.tsv
cmp -s changed/lexicon/triggers.tsv "$SOURCE_DIR/gazetteer/lexicon/triggers.tsv" && fail "the lexicon was not changed"
python3 - changed/places.tsv <<'END'
import sys
lines = open(sys.argv[1], encoding="utf-8").read().split("\n")
for i, line in enumerate(lines):
    cells = line.split("\t")
    if cells[0] == "K00293": # Kabajib
        cells[6] = str(float(cells[6]) + 0.01)
        lines[i] = "\t".join(cells)
open(sys.argv[1], "w", encoding="utf-8").write("\n".join(lines))
END
run gazetteer build changed -o changed.gaz
expect_status 0

# The ambush again, as another outlet tells it.
cat >again.txt <<'END'
أفادت مصادر محلية بمقتل سبعة من عناصر قوات النظام وإصابة أربعة آخرين في كمين لتنظيم "داعش" استهدف حافلة عسكرية على بعد 12 كم جنوب غرب بلدة كباجب جنوب دير الزور، يوم الخميس 14 تشرين الأول 2021.
END
expectations=
for round in $(seq 1 10); do
	case $round in
	3) cp again.txt feed/; expectations=joined ;;
	5) gazetteer="--gazetteer changed.gaz"; expectations="joined moved" ;;
	7)
		session <<'END'
[{"layer": "incidents", "where": {"start": 60, "location_ar": "كباجب"}, "set": {"review_conflict": null}},
 {"layer": "incidents", "where": {"start": 19, "location_ar": "الصور"}, "set": {"review_note": "seen on the spot: two"}}]
END
		expectations="joined seen"
		;;
	*) next=("$articles"/0[5-9]*.txt "$articles"/1*.txt); [ -f "${next[$round]:-}" ] && cp "${next[$round]}" feed/ ;;
	esac
	if [ $((round % 4)) -eq 0 ]; then
		run map feed --metadata "$metadata" -o made --no-tiles --no-map ${gazetteer:-}
	else
		run map --add feed -o made ${gazetteer:-}
	fi
	expect_status 0
	check $expectations
done

# Corrected mentions are examples to fit the program by; the corrections go to another team and come back.
run review export --gold gold -o made
expect_status 0
python3 - <<'END' || fail "the annotated article"
import glob, json
gold = [json.load(open(p, encoding="utf-8")) for p in glob.glob("gold/gold/*.json")]
assert len(gold) == 1, gold
text = open("gold/texts/%s.txt" % gold[0]["doc"], encoding="utf-8", newline="").read()
for t in gold[0]["toponyms"] + gold[0]["non_toponyms"]:
    assert text[t["start"]:t["end"]] == t["surface"], t
reviewed = [t for t in gold[0]["toponyms"] if t["reviewed"]]
assert len(reviewed) == 1 and reviewed[0]["surface"] == "جبل البشري" and abs(reviewed[0]["lat"] - 35.02) < 0.1, reviewed
assert [t["surface"] for t in gold[0]["non_toponyms"]] == ["تدمر"], gold[0]["non_toponyms"]
END

# An article that is not there any more: its corrections are listed, and in force again when it is back.
mkdir aside
mv feed/04* aside/
run map feed --metadata "$metadata" -o made --no-tiles --no-map
expect_status 0
run review list --orphans -o made
expect_status 0
[ "$(grep -c 'fits nothing' out)" -eq 3 ] || fail "not three corrections are listed as orphans"
mv aside/04* feed/
run map --add feed -o made --gazetteer changed.gaz
check joined

# Taken back in QGIS: the program's own value is there again.
session <<'END'
[{"layer": "incidents", "where": {"start": 370, "location_ar": "هجين"},
  "set": {"review_status": "unreviewed", "corrected_type": null, "corrected_sub_type": null, "corrected_place": null}}]
END
run map --add -o made
expect_status 0
grep -q '"location_ar":"أبو حمام"' made/incidents.geojson || fail "a correction that was taken back stays"
