# Review: what an analyst wrote into the GeoPackage stays when the layers are made again.
. "$(dirname "$0")/../cli/lib.sh"

small=$SOURCE_DIR/tests/data/results/small.ndjson
run layers -q "$small" -o layers --no-map --no-tiles
expect_status 0
# As QGIS does it: new status and note, the point moved to 39.5 E 35 N.
python3 - layers/kharita.gpkg <<'END' || fail "the GeoPackage cannot be edited"
import sqlite3, struct, sys
db = sqlite3.connect(sys.argv[1])
inside = lambda blob, at: struct.unpack('<d', blob[13 + 8 * at:21 + 8 * at])[0]
db.create_function('ST_IsEmpty', 1, lambda blob: 0 if blob else None)
for name, at in (('ST_MinX', 0), ('ST_MaxX', 0), ('ST_MinY', 1), ('ST_MaxY', 1)):
    db.create_function(name, 1, lambda blob, at=at: inside(blob, at))
point = b'GP\0\1' + struct.pack('<i', 4326) + b'\1' + struct.pack('<Idd', 1, 39.5, 35.0)
db.execute("UPDATE incidents SET review_status = 'corrected', review_note = 'moved', geom = ? WHERE location_ar = 'كباجب'",
           (point,))
db.execute("UPDATE mentions SET review_status = 'rejected' WHERE surface = 'المزعل'")
db.commit()
END
run layers "$small" -o layers --no-map --no-tiles
expect_status 0
expect_err "kept the review of 2 incidents and mentions"
grep -q '"review_status":"corrected"},"geometry":{"type":"Point","coordinates":\[39.5,35\]}' layers/incidents.geojson ||
	fail "the correction is lost"
run layers "$small" -o elsewhere --review layers/kharita.gpkg --crs EPSG:32637 --no-map --no-tiles
expect_status 0
expect_err "kept the review of 2 incidents and mentions"
grep -q '"coordinates":\[39.5,35\]' elsewhere/incidents.geojson || fail "--review is not read"
run layers "$small" -o elsewhere --no-map --no-tiles
expect_err "kept the review of 2"
grep -q '"coordinates":\[39.5,35\]' elsewhere/incidents.geojson || fail "the point came back from UTM displaced"
