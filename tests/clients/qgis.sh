# QGIS opens a project in English, in metres and without tiles too (clients.qgis_project opens the usual one).
. "$(dirname "$0")/../cli/lib.sh"

run layers -q "$SOURCE_DIR/tests/data/results/small.ndjson" -o small --crs EPSG:32637 --language en --no-map --no-tiles
expect_status 0
/usr/bin/python3 "$SOURCE_DIR/tests/clients/qgis_project.py" small render.png >out 2>err # QGIS's own Python
status=$?
[ "$status" -eq 77 ] && exit 77
expect_status 0
