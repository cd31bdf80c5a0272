# What articles say stays text in every output: markup, formulas, line ends, marks of direction, in the sentence, the title,
# the outlet, the address and the file's own name.
. "$(dirname "$0")/../cli/lib.sh"

python3 "$SOURCE_DIR/tests/write/hostile_check.py" make in || fail "no inputs"
run map in -o layers --title '=1+1 </title><script>alert(1)</script> [% now() %] & "' --export acled,acled-labels,ged
expect_status 0
run poster layers -o map.svg --table
expect_status 0
run review export review.csv -o layers
expect_status 0
run lookup '=cmd|" /C calc"!A0 <script>' --json
python3 -c 'import json; json.load(open("out", encoding="utf-8"))' || fail "lookup writes no JSON"
run explain in/=1+1.txt
expect_status 0
python3 "$SOURCE_DIR/tests/write/hostile_check.py" check layers map.svg review.csv >out 2>err
status=$?
expect_status 0
python3 "$SOURCE_DIR/tests/write/preview_check.py" layers >out 2>err
status=$?
[ ! -e layers/index.html ] || expect_status 0

# Corrections come back as they were from a table that guards its cells against formulas.
python3 "$SOURCE_DIR/tests/write/hostile_check.py" correct layers
run map --add -q -o layers --no-tiles --no-map --no-preview
run review export review.csv -o layers
expect_status 0
grep -qF "\"'=1+1 \"\"note\"\"\"" review.csv || fail "the note is a formula"
run map in -q -o other --no-tiles --no-map --no-preview
run review import review.csv -o other
expect_status 0
run review export again.csv -o other
grep -qF "\"'=1+1 \"\"note\"\"\"" again.csv || fail "the note is another when it comes back"
python3 - other/state.sqlite <<'END' || fail "the guard of the cell is taken for a part of the note"
import sqlite3, sys
assert sqlite3.connect(sys.argv[1]).execute("SELECT review_note FROM corrections").fetchone()[0] == '=1+1 "note"'
END
