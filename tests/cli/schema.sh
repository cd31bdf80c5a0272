# What extract writes validates against the published schema.
. "$(dirname "$0")/lib.sh"

run extract --metadata "$metadata" "$articles"
expect_status 0
expect_quiet
python3 "$SOURCE_DIR/tests/cli/validate_results.py" "$SOURCE_DIR/docs/results.schema.json" out || fail "not valid"

# The test can fail: a missing field, an unknown one, a wrong code.
for change in 's/"n_codepoints":[0-9]*,//' 's/"schema":1/"schema":1,"more":1/' 's/"role":"context"/"role":"ctx"/'; do
	sed "$change" out >broken
	! python3 "$SOURCE_DIR/tests/cli/validate_results.py" "$SOURCE_DIR/docs/results.schema.json" broken 2>/dev/null \
		>/dev/null || fail "'$change' goes unnoticed"
done
