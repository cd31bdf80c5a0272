# The gazetteer learns: what is filled into unresolved.csv is known from the next run on.
. "$(dirname "$0")/lib.sh"

mkdir feed
# "the army shelled the village of ... in the countryside of ..., killing two": two names that no gazetteer has.
cat >feed/a.txt <<'END'
قصفت قوات النظام بالمدفعية قرية الزغيبرية بريف دير الزور الشرقي، يوم الخميس 14 تشرين الأول 2021، ما أدى لمقتل مدنيين اثنين.
END
cat >feed/b.txt <<'END'
قصفت قوات النظام بالمدفعية قرية الطعيميسة بريف الرقة الشرقي، يوم الجمعة 15 تشرين الأول 2021، ما أدى لمقتل ثلاثة مدنيين.
END
run map feed -o made --no-tiles --no-map
expect_status 0
[ "$(wc -l <made/unresolved.csv)" -eq 3 ] || fail "not two names are unresolved"
head -1 made/unresolved.csv | grep -q "place_id,lat,lon" || fail "unresolved.csv asks for nothing"

fill() { # DIR: the first name gets coordinates, the second is another spelling of a place that is known
	python3 - "$1/unresolved.csv" <<'END'
import csv, sys
rows = list(csv.DictReader(open(sys.argv[1], encoding="utf-8", newline="")))
for r in rows:
    if r["surface"] == "الزغيبرية":
        r.update(lat="35,2", lon="40.5", name_en="Zughaybiriya") # a decimal comma, as some spreadsheets write it
    else:
        r.update(place_id="K00952")
with open(sys.argv[1], "w", encoding="utf-8-sig", newline="") as f:
    w = csv.DictWriter(f, rows[0].keys(), delimiter=";")
    w.writeheader()
    w.writerows(rows)
END
}
fill made
put_article feed/c.txt
run map --add feed -o made
expect_status 0
expect_err "read again"
python3 - made <<'END' || fail "nothing was learned"
import json, sys
by = {f["properties"]["source"]: f for f in json.load(open(sys.argv[1] + "/incidents.geojson", encoding="utf-8"))["features"]}
a, b = by["feed/a.txt"], by["feed/b.txt"]
assert a["geometry"]["coordinates"] == [40.5, 35.2] and a["properties"]["location"] == "Zughaybiriya", a
assert a["properties"]["admin1"] == "دير الزور", a["properties"]
assert b["properties"]["place_id"] == "K00952", b["properties"]
END
[ "$(wc -l <made/unresolved.csv)" -eq 1 ] || fail "a name that was learned is still unresolved"
grep -q "Zughaybiriya" made/overlay.tsv || fail "overlay.tsv lacks the place"
run lookup Zughaybiriya --overlay made/overlay.tsv
[ "$status" -eq 2 ] || expect_out "Zughaybiriya"

# It stays learned, and a run over everything gives the same.
run map --add feed -o made
expect_err "nothing new"
cp -r made again
run map feed -o again --no-tiles --no-map
for file in results.ndjson incidents.geojson kharita.gpkg overlay.tsv unresolved.csv; do
	cmp "made/$file" "again/$file" || fail "$file differs"
done

# Rows that make no sense are told and passed over; a file that is no table is no reason to stop.
cat >feed/d.txt <<'END'
قصفت قوات النظام بالمدفعية قرية المجيحيدة بريف الرقة الشرقي، يوم السبت 16 تشرين الأول 2021، ما أدى لمقتل مدني.
END
run map --add feed -o made
expect_status 0
sed -i '2s/,,,,$/,,95,40,/' made/unresolved.csv
run map --add feed -o made
expect_status 0
expect_err "'95' is no latitude"
sed -i '2s/,,95,40,$/,K99999999,,,/' made/unresolved.csv
run map --add feed -o made
expect_status 0
expect_err "no place 'K99999999'"
printf '\0\1\2' >made/unresolved.csv
run map feed -o made --no-tiles --no-map
expect_status 0
