#!/usr/bin/env bash
# Opens a folder of layers with GDAL's programs: counts agree with the results, the tiles are what the contract says.
set -euo pipefail
cd "$1"

fail() {
	echo "FAILED: $*" >&2
	exit 1
}
count() { ogrinfo -ro -so "$1" "$2" | sed -n 's/^Feature Count: //p'; }

# The layers, in both formats, hold what results.ndjson holds.
mentions=$(python3 -c 'import json; print(sum(len(json.loads(l)["mentions"]) for l in open("results.ndjson", encoding="utf-8")))')
for layer in mentions places incidents extents routes; do
	features=$(count $layer.geojson $layer)
	[ "${features:-0}" -gt 0 ] || fail "$layer.geojson has no features"
	[ "$(count kharita.gpkg $layer)" = "$features" ] || fail "kharita.gpkg and $layer.geojson differ in their $layer"
done
[ "$(count mentions.geojson mentions)" = "$mentions" ] || fail "mentions.geojson lacks mentions of results.ndjson"
for layer in mentions places incidents; do
	info=$(ogrinfo -ro -so $layer.geojson $layer)
	grep -q '^Geometry: Point$' <<<"$info" || fail "$layer.geojson is not of points"
	info=$(ogrinfo -ro -so kharita.gpkg $layer)
	grep -q 'ID\["EPSG",4326\]' <<<"$info" || fail "kharita.gpkg: $layer is not in EPSG:4326"
done
# Longitude first: all of Syria and its neighbours lies east of 30 and south of 43.
ogrinfo -ro -so incidents.geojson incidents | sed -n 's/^Extent: (\([0-9.]*\), \([0-9.]*\)).*/\1 \2/p' |
	awk '{exit !($1 > 30 && $1 < 50 && $2 > 30 && $2 < 43)}' || fail "incidents.geojson lies elsewhere"

info=$(gdalinfo -stats incidents.mbtiles)
for expected in 'ID["EPSG",3857]' 'ZOOM_LEVEL=11' 'format=png' 'type=overlay' 'minzoom=5' 'maxzoom=11' 'name=' 'description=' \
	'version=' 'bounds=' 'center=' 'attribution='; do
	grep -qF -- "$expected" <<<"$info" || fail "incidents.mbtiles: no '$expected' in gdalinfo's account"
done
grep -q 'STATISTICS_MAXIMUM=[1-9]' <<<"$info" || fail "incidents.mbtiles is blank"
rm -f incidents.mbtiles.aux.xml

info=$(gdalinfo map.png)
grep -qE 'Size is [0-9]{4,}, [0-9]{4,}' <<<"$info" || fail "map.png is no A4 at print resolution"
echo "GDAL agrees"
