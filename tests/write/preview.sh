# index.html: whole, self-contained, safe against what articles contain, and left out when it cannot be made.
. "$(dirname "$0")/../cli/lib.sh"

small=$SOURCE_DIR/tests/data/results/small.ndjson

run layers -q "$small" -o layers --no-map --no-tiles
expect_status 0
expect_quiet
python3 "$SOURCE_DIR/tests/write/preview_check.py" layers >out 2>err
status=$?
expect_status 0
run layers -q "$small" -o again --no-map --no-tiles
cmp layers/index.html again/index.html || fail "a second run gives another page"

# An article and a title that try to break out of the page.
python3 - "$small" hostile.ndjson <<'END'
import json, sys
bad = "</script><script>document.title='broken'</script><!-- \u202e\u2028 & \" ' <b>"
with open(sys.argv[1], encoding="utf-8") as f, open(sys.argv[2], "w", encoding="utf-8") as out:
    for line in f:
        r = json.loads(line)
        for i in r["incidents"]:
            i["evidence"] = bad
            i["location_ar"] = bad
        out.write(json.dumps(r, ensure_ascii=False) + "\n")
END
run layers -q hostile.ndjson -o hostile --no-map --no-tiles --title '</title><script>alert(1)</script>'
expect_status 0
python3 "$SOURCE_DIR/tests/write/preview_check.py" hostile >out 2>err
status=$?
expect_status 0

# In English.
run layers -q "$small" -o english --no-map --no-tiles --language en
expect_status 0
grep -q '<html lang="en" dir="ltr">' english/index.html || fail "the page is not in English"

# Not asked for, or not possible: the rest is written, an old page goes.
run layers -q "$small" -o layers --no-map --no-tiles --no-preview
expect_status 0
[ ! -e layers/index.html ] || fail "a stale page is left"
KHARITA_LEAFLET=nowhere run layers "$small" -o again --no-map --no-tiles
expect_status 0
expect_err "no preview page: 'nowhere/leaflet.min.js' is not there; install Leaflet"
[ ! -e again/index.html ] && [ -s again/kharita.gpkg ] || fail "a missing library harms the rest"
run map -q "$articles" -o mapped --no-map --no-tiles --no-preview
expect_status 0
[ ! -e mapped/index.html ] || fail "map ignores --no-preview"
