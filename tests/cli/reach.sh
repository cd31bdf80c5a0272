# A reach of a river comes out as a line that follows it, in the layers and in explain.
. "$(dirname "$0")/lib.sh"

mkdir texts
cat >texts/1.txt <<'END'
قتل عنصران بانفجار لغم على ضفاف نهر الفرات بين الميادين والبوكمال.
END
cat >texts/2.txt <<'END'
قتل عامل بغارة على المعابر المنتشرة على امتداد نهر الفرات من بلدة الكسرة حتى مدينة دير الزور.
END
cat >texts/3.txt <<'END'
قتل مدني بانفجار لغم في نهر الفرات.
END

run map --no-tiles --no-map --no-preview texts -o out_map
expect_status 0
python3 - "$SOURCE_DIR/gazetteer/rivers.geojson" out_map <<'END' || fail "the reaches do not hold"
import json, math, sys
river = next(f for f in json.load(open(sys.argv[1], encoding="utf-8"))["features"] if f["properties"]["id"] == "K00498")
line = river["geometry"]["coordinates"]

def off_m(p):
    k = 111195 * math.cos(math.radians(p[1]))
    best = 1e9
    for a, b in zip(line, line[1:]):
        ax, ay, bx, by = (a[0] - p[0]) * k, (a[1] - p[1]) * 111195, (b[0] - p[0]) * k, (b[1] - p[1]) * 111195
        n = (bx - ax) ** 2 + (by - ay) ** 2
        t = min(1, max(0, -(ax * (bx - ax) + ay * (by - ay)) / n)) if n else 0
        best = min(best, math.hypot(ax + t * (bx - ax), ay + t * (by - ay)))
    return best

def layer(name):
    return {f["properties"]["event_id"]: f for f in json.load(open(f"{sys.argv[2]}/{name}.geojson", encoding="utf-8"))["features"]
            if f["properties"].get("event_id")}

incidents, routes, extents = layer("incidents"), layer("routes"), layer("extents")
by_text = {f["properties"]["source"][-5]: f for f in incidents.values()}
assert sorted(by_text) == ["1", "2", "3"], by_text
assert by_text["3"]["geometry"] is None and by_text["3"]["properties"]["geo_precision"] == 3
assert by_text["1"]["properties"]["spatial_rel"] == "between" and by_text["2"]["properties"]["spatial_rel"] == "from_to"
assert len(routes) == 2
for n in "12":
    f = by_text[n]
    route = routes[f["properties"]["event_id"]]["geometry"]
    assert route["type"] == "LineString" and len(route["coordinates"]) > 30
    assert max(map(off_m, route["coordinates"])) < 30, "leaves the river"
    assert off_m(f["geometry"]["coordinates"]) < 30
    assert f["properties"]["event_id"] in extents
END

run explain texts
expect_status 0
expect_out "with a route along نهر الفرات (the reach of the river between the two places)"
expect_out "no point, geo_precision 3, where_prec 5"
expect_out "nothing says which part of the river"
