# --export: tables in other data sets' columns, on request only.
. "$(dirname "$0")/../cli/lib.sh"

small=$SOURCE_DIR/tests/data/results/small.ndjson
run layers -q "$small" -o layers --no-map --no-tiles --export acled,acled-labels,ged
expect_status 0
python3 - <<'PY' || fail "the tables are not what they should be"
import csv
acled, labels, ged = ([*csv.DictReader(open('layers/' + name, encoding='utf-8', newline=''))]
                      for name in ('acled.csv', 'acled_labels.csv', 'ged.csv'))
assert len(acled) == len(labels) == 6 and len(acled[0]) == 31, len(acled)
assert ged and len(ged[0]) == 49 and all(None not in row for row in acled + ged)
assert all(int(row['best'] or row['high']) > 0 for row in ged)
ambush = next(row for row in acled if row['fatalities'] == '11')
assert ambush['country'] == 'Syria' and ambush['admin1'] == 'Deir ez Zor' and ambush['year'] == '2021', ambush
assert ambush['admin2'].isascii() and ambush['admin2'], ambush
assert sum(int(row['deaths_' + k]) for row in ged for k in ('a', 'b', 'civilians', 'unknown')) == sum(int(row['best']) for row in ged)
PY

# The same bytes again; without the option the old tables go.
cp layers/acled.csv first.csv
run layers -q "$small" -o layers --no-map --no-tiles --export acled
expect_status 0
cmp first.csv layers/acled.csv || fail "a second run gives other bytes"
[ ! -e layers/ged.csv ] || fail "a stale table is left"
run layers -q "$small" -o layers --no-map --no-tiles
expect_status 0
[ ! -e layers/acled.csv ] || fail "a table is written that nobody asked for"

run layers "$small" -o layers --export gdelt
expect_status 2
expect_err "'gdelt' is no exchange format"

run map -q "$SOURCE_DIR/tests/data/dev/texts" -o mapped --no-map --no-tiles --export acled,ged
expect_status 0
python3 - <<'PY' || fail "map exports no coded actors"
import csv, json
rows = [*csv.DictReader(open('mapped/acled.csv', encoding='utf-8', newline=''))]
assert any(row['interaction'] == '12' for row in rows)
assert all(row['inter1'] in ('',) + tuple('12345678') for row in rows)
assert 'acled.csv' in json.dumps(json.load(open('mapped/run.json')))
PY
