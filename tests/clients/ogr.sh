# GDAL reads the fields' types and filters by them (clients.gdal compares counts).
. "$(dirname "$0")/../cli/lib.sh"

command -v ogrinfo >/dev/null || exit 77
run layers -q "$SOURCE_DIR/tests/data/results/small.ndjson" -o layers --no-map --no-tiles
expect_status 0
ogr() { ogrinfo -ro "$@" >out 2>err || fail "ogrinfo $*"; expect_quiet; }
ogr -so layers/kharita.gpkg incidents
for field in "event_date: Date (" "fatalities: Integer64 (" "background: Integer(Boolean) (" "sources: String ("; do
	expect_out "$field"
done
ogr -so layers/incidents.geojson incidents
expect_out "event_date: Date ("
ogr -q layers/kharita.gpkg -sql "SELECT location_ar FROM incidents WHERE event_date = '2021-02-08' AND fatalities > 5"
expect_out "location_ar (String) = كباجب" # Kabajib
