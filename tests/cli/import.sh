# kharita gazetteer import: from a file to an overlay to what lookup and extract find; and export.
. "$SOURCE_DIR/tests/cli/lib.sh"
data=$SOURCE_DIR/tests/data/import

# GeoNames: what is known is told from what is new.
run gazetteer import "$data/SY.txt" --alternate-names "$data/alternateNames.txt" -o mine.tsv
expect_status 0
expect_out "new       village        تل العندليب الشرقي / Raven Hill"
expect_out "moved     city           الميادين"
expect_err "6 places: 4 new, 1 the same, 1 moved, 0 in conflict"
grep -q "^geonames-9000002	village	PPL	تل العندليب الشرقي	تل العندليب|تل عندليب	Raven Hill	35.4521	40.5012" mine.tsv || fail "overlay"

run lookup --json "تل العندليب"
grep -q geonames- out && fail "known before it is imported"
for query in "تل العندليب" "Raven Hill" "قرية تل عندليب بريف دير الزور"; do
	run lookup --json --overlay mine.tsv "$query"
	expect_status 0
	expect_out '"place_id":"geonames-9000002"'
done
run lookup --json --gazetteer mine.tsv "خان اللامكان" # an overlay in the place of a gazetteer
expect_out '"place_id":"geonames-9000004"'
printf 'قتل مدني برصاص مجهولين في قرية تل العندليب بريف دير الزور، أمس الخميس.\n' >article.txt
run extract --overlay mine.tsv article.txt
expect_status 0
expect_out '"place_id":"geonames-9000002"'

# The overlay itself is known when it comes back.
run gazetteer import "$data/SY.txt" --alternate-names "$data/alternateNames.txt" --overlay mine.tsv -o again.tsv
expect_err "6 places: 0 new"

# A moved place is moved only when asked.
run gazetteer import -q "$data/SY.txt" --moved -o moved.tsv
expect_status 0
run lookup --json --overlay moved.tsv "الميادين"
expect_out '"lat":35.1,"lon":40.44'

# The report for a script: all rows, with what they were compared with.
run gazetteer import -q --json "$data/SY.txt" -o mine.tsv
expect_status 0
python3 - out <<'END' || fail "the report is not the JSON it should be"
import json, sys
rows = json.load(open(sys.argv[1], encoding='utf-8'))
assert [r['status'] for r in rows] == ['same', 'new', 'new', 'moved', 'new', 'new'], rows
keys = ['status', 'kind', 'name_ar', 'name_en', 'lat', 'lon', 'place_id', 'distance_km', 'why', 'code', 'file', 'line']
assert all(list(r) == keys for r in rows), rows[0]
assert rows[0]['place_id'].startswith('K') and rows[0]['distance_km'] < 1
assert rows[1]['place_id'] is None and rows[1]['distance_km'] is None
END

# OpenStreetMap, both forms; the lake's outline goes into a file beside the table.
for extract in extract.osm extract.osm.pbf; do
	rm -f osm.tsv osm.geojson
	run gazetteer import "$data/$extract" -o osm.tsv
	expect_status 0
	expect_err "4 places: 3 new, 1 the same"
	[ -s osm.geojson ] || fail "no outlines"
	run lookup --json --overlay osm.tsv --overlay osm.geojson "Karm as Sarab"
	expect_out '"place_id":"osm-n1"'
done
run gazetteer import -q --bbox 40,35.4,41,36 "$data/extract.osm" -o box.tsv
expect_lines 1
expect_out "كرم السراب"

run gazetteer import "$data/lines.osm" -o lines.tsv # pieces of a wadi are one place
expect_status 0
expect_lines 4
expect_out "new       wadi           وادي السراب الطويل"
expect_out "new       mountain       جبل السراب الأسود"
expect_out "new       station        محطة ضخ السراب"
expect_out "new       military_site  معسكر السراب"
expect_err "5 places: 4 new, 1 the same"

# OCHA, Who's On First, a table of one's own; several files at once.
run gazetteer import "$data/cod_adm2.geojson" "$data/cod_places.geojson" "$data/wof.geojson" -o three.tsv
expect_status 0
expect_out "conflict  district       اسم آخر / Other name"
expect_out "same code, other name"
expect_err "5 places: 2 new, 2 the same, 0 moved, 1 in conflict"
run gazetteer import "$data/own.csv" --map name_ar=Place,kind=Type --map lat=Y,lon=X -o own.tsv
expect_status 0
expect_err "2 new"
# Tables in other charsets and with other separators say the same.
map="name_ar=Place,kind=Type,lat=Y,lon=X"
sed 's/قرية, /قرية /' "$data/own.csv" >plain.csv
run gazetteer import -q plain.csv --map "$map" -o plain.tsv
expect_status 0
{ printf '\357\273\277'; cat plain.csv; } >bom.csv
iconv -f UTF-8 -t CP1256 plain.csv >arabic.csv
iconv -f UTF-8 -t UTF-16 plain.csv >wide.csv
tr ',' ';' <plain.csv >semicolon.csv
tr ',' '|' <plain.csv >bar.csv
tr ',' '\t' <plain.csv >tab.txt
for table in bom.csv arabic.csv wide.csv semicolon.csv bar.csv tab.txt; do
	run gazetteer import -q "$table" --map "$map" -o other.tsv
	expect_status 0
	cmp -s plain.tsv other.tsv || fail "$table: another overlay"
done
run gazetteer import "$data/admin4.csv" -o admin4.tsv
expect_status 0
expect_lines 1
expect_out "new       village        تل السراب الصغير / Mirage Hill"
expect_err "2 places: 1 new, 1 the same"
run gazetteer export --overlay three.tsv --overlay three.geojson all.gpkg
expect_status 0
[ -s all.gpkg ] || fail "no GeoPackage"
run gazetteer export --overlay three.tsv all.csv
expect_status 0
grep -q '^wof-101,town,PPL,كرم الملح,كروم الملح,Salt Vineyard,35.61,40.61,' all.csv || fail "CSV"
run gazetteer import all.gpkg -o back.tsv --overlay three.tsv
expect_err " 0 new"

# Wrong usage says what is right.
run gazetteer import "$data/SY.txt"
expect_status 2
expect_err "name it with -o FILE.tsv"
run gazetteer import -o x.tsv
expect_status 2
run gazetteer import "$data/SY.txt" --format word -o x.tsv
expect_status 2
expect_err "none of auto, geonames, osm, cod, wof, csv"
run gazetteer import "$data/own.csv" --map name=Place -o x.tsv
expect_status 2
expect_err "no column 'name'"
run gazetteer import "$data/own.csv" --map name_ar -o x.tsv
expect_status 2
run gazetteer import "$data/own.csv" --bbox 1,2,3 -o x.tsv
expect_status 2
run gazetteer import "$data/own.csv" --kind planet -o x.tsv
expect_status 2
run gazetteer import "$data/own.csv" --map name_ar=Nom -o x.tsv
expect_status 4
expect_err "has no field 'Nom'"
run gazetteer import none.gpkg -o x.tsv
expect_status 3
run gazetteer import "$data/SY.txt" -o none/x.tsv
expect_status 3
run gazetteer export --format word x
expect_status 2
[ ! -e x.tsv ] || fail "a failed import left a file"
